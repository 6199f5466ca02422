/** Measures one case: the contenders take turns, so that what the machine does besides hits all of them alike. */
import { CONTENDERS } from './contenders.mjs'
import { summary } from './statistics.mjs'
import { time } from './tables.mjs'

/** Who takes longer for one call has its warm-up taken for the figure: nobody needs it to be exact, and the run is to end. */
const TOO_SLOW_US = 2e6

/** How long each contender is called before the first case, in milliseconds, so that compilers have done most of their work. */
const COLD_MS = { full: 4000, quick: 1000 }

/** Calls everyone until the servers are as quick as they get; nothing of it counts. */
export async function warmUpAll(arena, names, { quick, calls = 20_000 }) {
  await arena.gather(names)
  const budget = quick ? COLD_MS.quick : COLD_MS.full
  for (const name of names) await arena.measure(name, { operation: 'null', calls, budget, pause: 0 })
}

/**
 * @param {import('./arena.mjs').Arena} arena
 * @param {import('./cases.mjs').Case} subject
 * @param {readonly string[]} names of contenders
 * @param {import('./cases.mjs').Amount} amount
 * @returns {Promise<Record<string, object>>} by contender: its figures, or `missing` with the reason
 */
export async function measureCase(arena, subject, names, amount) {
  const able = names.filter(name => subject.only?.includes(name) ?? true)
  await arena.gather(able)
  const { runs, results } = enlist(arena, subject, able)
  const attempt = async (name, step) => {
    try {
      const run = runs.get(name)
      await step(run, blockOf(subject, run.operation, amount))
    } catch (error) {
      runs.delete(name)
      results[name] = { missing: error.message.split('\n')[0] }
    }
  }
  for (const name of [...runs.keys()]) {
    await attempt(name, (run, block) => warmUp(arena, subject, name, run, block))
  }
  for (let round = 0; round < amount.rounds; round++) {
    const quickEnough = [...runs.keys()].filter(name => !runs.get(name).isDone)
    for (const name of turned(quickEnough, round)) {
      await attempt(name, (run, block) => play(arena, name, run, block))
    }
  }
  for (const [name, run] of runs) results[name] = figures(run, subject.burst ?? 1)
  return results
}

/** Who takes part, and why others do not. */
function enlist(arena, subject, names) {
  const runs = new Map()
  const results = {}
  for (const name of names) {
    const operation = operationOf(subject, name)
    const { offers, missing } = arena.offer(name)
    if (offers.includes(operation)) runs.set(name, emptyRun(operation))
    else if (missing[operation] !== undefined) results[name] = { missing: missing[operation] }
  }
  return { runs, results }
}

const emptyRun = operation => ({ operation, samples: [], medians: [], cpu: 0, isDone: false })

function operationOf({ operation, raw }, name) {
  return CONTENDERS[name].isRaw ? (raw ?? operation) : operation
}

/** What the page is asked for; see `page/timing.js`. What a raw contender does instead gives something else. */
function blockOf(subject, operation, { calls, budget }) {
  const { argument, pause = 0 } = subject
  const expects = operation === subject.operation ? subject.expects : undefined
  return { operation, argument, calls, budget, pause, expects }
}

/** A block that does not count: compilers and caches want it. A call that sleeps needs one. */
async function warmUp(arena, subject, name, run, block) {
  const calls = subject.operation === 'sleep' ? 1 : subject.pause ? 100 : Math.max(2, block.calls)
  await play(arena, name, run, { ...block, calls, pause: 0 })
  const fastest = Math.min(...run.samples)
  if (fastest < TOO_SLOW_US) return Object.assign(run, emptyRun(run.operation))
  run.isDone = true
  arena.exclude(name, run.operation, `left out: ${time(fastest)} for ${subject.title}`)
}

async function play(arena, name, run, block) {
  const before = arena.cpu()
  const times = await arena.measure(name, block)
  run.cpu += arena.cpu() - before
  run.samples.push(...times)
  run.medians.push(summary(times).median)
}

/** Everyone is first once. */
function turned(names, round) {
  const first = round % Math.max(1, names.length)
  return [...names.slice(first), ...names.slice(0, first)]
}

/** Times in µs, processor time in ms; both of one call, except in a burst, whose times are of all of it. */
function figures({ samples, medians, cpu }, burst) {
  const { calls, median, p99, mean } = summary(samples)
  return {
    calls: calls * burst,
    median,
    p99,
    callsPerSecond: Number(((1e6 * burst) / mean).toPrecision(4)),
    cpuMs: cpu / (calls * burst),
    medians,
  }
}
