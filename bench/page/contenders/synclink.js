// synclink within the page: a worker calls the main thread and sleeps until it has answered. No other process is asked.
import { expose, proxy, wrap } from 'synclink'
import { service } from '../../peers/service.mjs'
import { text } from '../payloads.js'

export function host() {
  const { port1, port2 } = new MessageChannel()
  // Nothing is sent before it is scheduled.
  expose({ ...service(), callback: f => void f().schedule_async() }, port1)
  return { port: port2 }
}

export function open(_servers, port) {
  const remote = wrap(port)
  return {
    sync: {
      null: () => () => remote.nothing().syncify(),
      get: () => () => remote.number.syncify(),
      method: () => () => remote.add(1, 2, 3).syncify(),
      text: size => {
        const message = text(size)
        return () => remote.text(message).syncify()
      },
      table: () => () => remote.table().syncify(),
    },
    async: {
      callback: () => () => new Promise(resolve => remote.callback(proxy(() => resolve())).syncify()),
    },
    missing: {
      set: 'an assignment is never synchronous and cannot be awaited',
      new: 'a constructor is never synchronous',
      bytes: 'what is answered synchronously is JSON',
      callable: 'a worker that is blocked does not run callbacks',
      pipelined: 'a call that blocks is alone',
    },
  }
}
