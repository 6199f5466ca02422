/**
 * The stop-watch. A contender exports `open`, which gives its operations in two groups, `sync` and `async`: each is a function that
 * prepares the operation, from the argument of the case, and returns the function to be timed. What it cannot do stands in `missing`,
 * with the reason.
 */

/** @type {{ sync?: Record<string, Function>, async?: Record<string, Function>, missing?: Record<string, string> }} */
let contender

/** Loads a contender and says what it can do. */
export async function open({ contender: name, servers, port }) {
  const module = await import(`./contenders/${name}.js`)
  contender = await module.open(servers, port)
  const { sync = {}, async: later = {}, missing = {} } = contender
  return { offers: [...Object.keys(sync), ...Object.keys(later)], missing }
}

/**
 * Times calls, one after the other, until there were enough or their time is over.
 *
 * @param {object} block
 * @param {string} block.operation name among the contender's
 * @param {unknown} block.argument of the operation
 * @param {number} block.calls at most; at least one
 * @param {number} block.budget milliseconds
 * @param {number} block.pause idle time before each call, in milliseconds
 * @param {unknown} block.expects what a call has to give: a value, or the length of one
 * @returns {Promise<number[]>} how long each call took, in µs
 */
export async function measure({ operation, argument, calls, budget, pause, expects }) {
  const prepare = contender.sync?.[operation] ?? contender.async[operation]
  const isAsync = contender.sync?.[operation] === undefined
  const call = await prepare(argument)
  const times = []
  const end = performance.now() + budget
  let result
  do {
    if (pause > 0) await idle(pause)
    const start = performance.now()
    result = isAsync ? await call() : call()
    times.push(performance.now() - start)
  } while (times.length < calls && performance.now() < end)
  check(operation, result, expects)
  return times.map(ms => Math.round(ms * 1000))
}

const idle = ms => new Promise(resolve => setTimeout(resolve, ms))

function check(operation, result, expects) {
  const value = result?.length ?? result
  if (expects !== undefined && value !== expects) {
    throw new Error(`${operation} gave ${value}, not ${expects}`)
  }
}
