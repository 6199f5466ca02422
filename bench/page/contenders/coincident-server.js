// coincident's server mode: a worker calls the server in Node, synchronously, by way of the page's main thread.
import { bytes, text } from '../payloads.js'

export async function host({ coincident: ws }) {
  const { default: coincident } = await import('coincident/server/main')
  const { Worker } = coincident({ ws })
  return { worker: new Worker('coincident-worker.js') }
}

export async function open() {
  const { default: coincident } = await import('coincident/server/worker')
  const { server } = await coincident()
  // What stays the same is read once: every read is a round trip.
  const { bench } = server
  const { nothing, text: sameText, bytes: sameBytes, table, sleep, callback, Counter } = bench
  return {
    sync: {
      null: () => () => nothing(),
      get: () => () => bench.number,
      set: () => () => {
        bench.number = 42
      },
      method: () => () => bench.add(1, 2, 3),
      new: () => () => new Counter(1),
      text: size => {
        const message = text(size)
        return () => sameText(message)
      },
      bytes: size => {
        const message = bytes(size)
        return () => sameBytes(message)
      },
      table: () => () => table(),
      sleep: ms => () => sleep(ms),
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
