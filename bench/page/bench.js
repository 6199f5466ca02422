// One contender on one page, on its main thread or in a dedicated worker of it. The runner calls `bench`.
import { measure, open } from './timing.js'

const query = new URLSearchParams(location.search)
const contender = query.get('contender')
const servers = JSON.parse(query.get('servers'))

/** Starts the contender in a worker, which its host makes where it wants one of its own, and answers for it. */
async function openInWorker() {
  const { host } = await import(`./contenders/${contender}.js`)
  const { worker = new Worker('worker.js', { type: 'module' }), port } = (await host?.(servers)) ?? {}
  worker.addEventListener('message', ({ data }) => {
    if (data.bench === undefined) return
    const { resolve, reject } = pending
    if ('error' in data.bench) reject(new Error(data.bench.error))
    else resolve(data.bench.result)
  })
  worker.addEventListener('error', event => pending.reject(new Error(`In the worker: ${event.message}`)))
  let pending
  const ask = (task, argument, transfer = []) =>
    new Promise((resolve, reject) => {
      pending = { resolve, reject }
      worker.postMessage({ bench: { task, argument } }, transfer)
    })
  globalThis.bench.measure = block => ask('measure', block)
  return ask('open', { contender, servers, port }, port === undefined ? [] : [port])
}

globalThis.bench = { measure }
globalThis.bench.ready = query.get('thread') === 'worker' ? openInWorker() : open({ contender, servers })
