// One contender on one page, on its main thread or in a dedicated worker of it. The runner calls `bench`.
import { measure, open } from './timing.js'

const query = new URLSearchParams(location.search)
const contender = query.get('contender')
const servers = JSON.parse(query.get('servers'))

/** The same two functions, in a worker. */
function worker() {
  const thread = new Worker('worker.js', { type: 'module' })
  const ask = (name, argument) =>
    new Promise((resolve, reject) => {
      thread.onerror = event => reject(new Error(`${contender} in its worker: ${event.message}`))
      thread.onmessage = ({ data }) => ('error' in data ? reject(new Error(data.error)) : resolve(data.result))
      thread.postMessage({ name, argument })
    })
  return { ready: ask('open', { contender, servers }), measure: block => ask('measure', block) }
}

globalThis.bench =
  query.get('thread') === 'worker' ? worker() : { ready: open({ contender, servers }), measure }
