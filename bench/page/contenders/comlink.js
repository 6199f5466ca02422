// comlink within the page: a worker calls the main thread, every step is a promise. No other process is asked.
import { expose, proxy, releaseProxy, wrap } from 'comlink'
import { Counter, service } from '../../peers/service.mjs'
import { bytes, text } from '../payloads.js'

export function host() {
  const { port1, port2 } = new MessageChannel()
  expose(Object.assign(service(), { Counter }), port1)
  return { port: port2 }
}

export function open(_servers, port) {
  const remote = wrap(port)
  return {
    async: {
      null: () => () => remote.nothing(),
      get: () => () => remote.number,
      method: () => () => remote.add(1, 2, 3),
      new: () => async () => {
        const counter = await new remote.Counter(1)
        counter[releaseProxy]()
      },
      callback: () => () => new Promise(resolve => remote.callback(proxy(() => resolve()))),
      callable: () => {
        const callable = x => x + 1
        return () => remote.ask(proxy(callable))
      },
      text: size => {
        const message = text(size)
        return () => remote.text(message)
      },
      bytes: size => {
        const message = bytes(size)
        return () => remote.bytes(message)
      },
      table: () => () => remote.table(),
      pipelined: count => async () =>
        (await Promise.all(Array.from({ length: count }, () => remote.nothing()))).length,
    },
    missing: { set: 'an assignment cannot be awaited' },
  }
}
