// capnweb over a WebSocket to its server in Node: every step is a promise.
import { newWebSocketRpcSession } from 'capnweb'
import { bytes, text } from '../payloads.js'

export async function open({ capnweb }) {
  const api = newWebSocketRpcSession(capnweb)
  await api.nothing()
  return {
    async: {
      null: () => () => api.nothing(),
      get: () => () => api.number,
      method: () => () => api.add(1, 2, 3),
      new: () => async () => {
        const counter = await api.newCounter(1)
        counter[Symbol.dispose]()
      },
      callback: () => () => new Promise(resolve => api.callback(() => resolve())),
      callable: () => {
        const callable = x => x + 1
        return () => api.ask(callable)
      },
      text: size => {
        const message = text(size)
        return () => api.text(message)
      },
      bytes: size => {
        const message = bytes(size)
        return () => api.bytes(message)
      },
      table: () => () => api.table(),
      pipelined: count => async () =>
        (await Promise.all(Array.from({ length: count }, () => api.nothing()))).length,
      sleep: ms => () => api.sleep(ms),
    },
    missing: { set: 'stubs have no assignment' },
  }
}
