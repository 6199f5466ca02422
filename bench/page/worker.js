// Runs a contender in this worker, as `bench.js` does on a main thread.
import { measure, open } from './timing.js'

const tasks = { open, measure }

self.addEventListener('message', async ({ data }) => {
  if (data.bench === undefined) return
  const { task, argument } = data.bench
  try {
    self.postMessage({ bench: { result: await tasks[task](argument) } })
  } catch (error) {
    self.postMessage({ bench: { error: error instanceof Error ? error.stack : String(error) } })
  }
})
