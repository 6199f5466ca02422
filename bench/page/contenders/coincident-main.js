// coincident within the page: a worker calls the main thread, synchronously. No other process is asked.
import { Counter, service } from '../../peers/service.mjs'
import { bytes, text } from '../payloads.js'

export async function host() {
  const { default: coincident } = await import('coincident/window/main')
  const { Worker } = coincident()
  const worker = new Worker('coincident-worker.js')
  Object.assign(globalThis, { service: service(), Counter })
  for (const name of ['nothing', 'add', 'text', 'bytes', 'table']) {
    worker.proxy[name] = (...args) => globalThis.service[name](...args)
  }
  return { worker }
}

export async function open() {
  const { default: coincident } = await import('coincident/window/worker')
  const { proxy, window } = await coincident()
  const { service: remote, Counter: RemoteCounter } = window
  const { callback } = remote
  return {
    sync: {
      null: () => () => proxy.nothing(),
      get: () => () => remote.number,
      set: () => () => {
        remote.number = 42
      },
      method: () => () => proxy.add(1, 2, 3),
      new: () => () => new RemoteCounter(1),
      text: size => {
        const message = text(size)
        return () => proxy.text(message)
      },
      bytes: size => {
        const message = bytes(size)
        return () => proxy.bytes(message)
      },
      table: () => () => proxy.table(),
    },
    async: {
      callback: () => () => new Promise(resolve => callback(() => resolve())),
    },
    missing: {
      callable: 'a worker that is blocked does not run callbacks',
      pipelined: 'one call at a time',
    },
  }
}
