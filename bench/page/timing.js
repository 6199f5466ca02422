/**
 * The stop-watch. A contender exports `open(servers)`, which gives its operations in two groups, `sync` and `async`: each is a function
 * that prepares the operation, from the argument of the case, and returns the function to be timed.
 */

/** @type {{ sync?: Record<string, Function>, async?: Record<string, Function> }} */
let operations

/** Loads a contender; what it cannot do at all is rejected with the reason. */
export async function open({ contender, servers }) {
  const module = await import(`./contenders/${contender}.js`)
  operations = await module.open(servers)
  return [...Object.keys(operations.sync ?? {}), ...Object.keys(operations.async ?? {})]
}

/**
 * Times `calls` calls, one after the other.
 *
 * @param {{ operation: string, argument?: unknown, calls: number, pause?: number }} block `pause` is the idle time before each call, in ms
 * @returns {Promise<number[]>} how long each call took, in µs
 */
export async function measure({ operation, argument, calls, pause = 0 }) {
  const times = new Float64Array(calls)
  if (operations.sync?.[operation] !== undefined) {
    const call = operations.sync[operation](argument)
    for (let i = 0; i < calls; i++) {
      if (pause > 0) await idle(pause)
      const start = performance.now()
      call()
      times[i] = performance.now() - start
    }
  } else {
    const call = operations.async[operation](argument)
    for (let i = 0; i < calls; i++) {
      if (pause > 0) await idle(pause)
      const start = performance.now()
      await call()
      times[i] = performance.now() - start
    }
  }
  return Array.from(times, ms => Math.round(ms * 1000))
}

const idle = ms => new Promise(resolve => setTimeout(resolve, ms))
