// Runs a contender in this worker, as `bench.js` does on a main thread.
import { measure, open } from './timing.js'

const tasks = { open, measure }

self.onmessage = async ({ data: { name, argument } }) => {
  try {
    self.postMessage({ result: await tasks[name](argument) })
  } catch (error) {
    self.postMessage({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
}
