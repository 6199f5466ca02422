import { callSite } from './errors.ts'
import { taskScheduler } from './turns.ts'

/** How much of one task of the event loop synchronous calls may take before the page is warned. `Infinity` is no limit. */
export interface Budget {
  /** Milliseconds that the page may be blocked. */
  readonly ms: number
  /** Synchronous calls. */
  readonly calls: number
}

/** One frame at 60 Hz, and what a page may do in it without a loop of calls. */
export const DEFAULT_BUDGET: Budget = { ms: 16, calls: 20 }

const NO_LIMITS: Budget = { ms: Number.POSITIVE_INFINITY, calls: Number.POSITIVE_INFINITY }

/** What one line of the page did in one task. */
interface Site {
  readonly at: string
  /** What it asked for last. */
  what: string
  calls: number
  ms: number
}

/**
 * Counts the synchronous calls of each task, and warns of the lines that made them too many or too long: of each line once.
 *
 * A task is over when the event loop gets to a task of the highest priority that its first call has posted; what others do before that, as
 * handlers of input, counts with it.
 */
export class SyncBudget {
  readonly #switch: (active: SyncBudget | undefined) => void
  #afterTask: ((then: () => void) => void) | undefined
  #limits: Budget | undefined
  /** Whether the page has set its limits, be it to none. */
  #isOfPage = false
  readonly #warned = new Set<string>()
  /** The calls of the task that is running, by their lines; empty before its first. */
  readonly #sites = new Map<string, Site>()
  /** Calls within calls: a callable function of the page may ask Java while Java waits for it. */
  #depth = 0

  /**
   * @param onSwitch told what counts from now on: this, or nothing
   * @param afterTask runs something in a task after the one that is running
   */
  constructor(onSwitch: (active: SyncBudget | undefined) => void, afterTask?: (then: () => void) => void) {
    this.#switch = onSwitch
    this.#afterTask = afterTask
  }

  /** What a task may take; undefined where nothing is counted. */
  get limits(): Budget | undefined {
    return this.#limits
  }

  set limits(limits: Budget | undefined) {
    this.#isOfPage = true
    this.#set(limits)
  }

  /** Sets what holds where the page says nothing. */
  suggest(limits: Budget): void {
    if (!this.#isOfPage) this.#set(limits)
  }

  #set(limits: Budget | undefined): void {
    this.#limits = limits
    this.#switch(limits && this)
  }

  /**
   * Does a call and counts it. The time of a call within a call is that of the outer one.
   *
   * @param what is asked, for the message
   * @param entry by which the application entered the library
   */
  count<T>(work: () => T, what: string, entry: Function): T {
    const site = this.#siteOf(entry)
    site.what = what
    site.calls++
    const isOutermost = this.#depth++ === 0
    const since = performance.now()
    try {
      return work()
    } finally {
      this.#depth--
      if (isOutermost) site.ms += performance.now() - since
    }
  }

  #siteOf(entry: Function): Site {
    this.#afterTask ??= soonest()
    if (this.#sites.size === 0) this.#afterTask(() => this.#endTask())
    const at = callSite(entry)
    const known = this.#sites.get(at)
    if (known !== undefined) return known
    const site: Site = { at, what: '', calls: 0, ms: 0 }
    this.#sites.set(at, site)
    return site
  }

  /** Warns of the heaviest lines, until what the others did is within the budget. */
  #endTask(): void {
    const budget = this.#limits ?? NO_LIMITS
    const sites = [...this.#sites.values()].sort((one, other) => weight(other, budget) - weight(one, budget))
    this.#sites.clear()
    const task = total(sites)
    const rest = { ...task }
    for (const site of sites) {
      if (rest.calls <= budget.calls && rest.ms <= budget.ms) return
      rest.calls -= site.calls
      rest.ms -= site.ms
      if (this.#warned.has(site.at)) continue
      this.#warned.add(site.at)
      console.warn(warning(task, site, budget))
    }
  }
}

/** Tasks that come before those that wait already, timers among them; messages to oneself, where the engine has no such tasks. */
function soonest(): (task: () => void) => void {
  if (typeof scheduler === 'undefined') return taskScheduler()
  const { postTask } = scheduler
  return task => {
    void postTask.call(scheduler, task, { priority: 'user-blocking' })
  }
}

/** How much of the budget a line has used. */
function weight({ calls, ms }: Budget, budget: Budget): number {
  return Math.max(calls / budget.calls, ms / budget.ms)
}

function total(sites: readonly Site[]): { calls: number; ms: number } {
  return sites.reduce(({ calls, ms }, site) => ({ calls: calls + site.calls, ms: ms + site.ms }), {
    calls: 0,
    ms: 0,
  })
}

function warning(task: Budget, { at, what, calls, ms }: Site, budget: Budget): string {
  return `Valence: synchronous calls blocked this page in one task: ${figures(task)}; remote.syncBudget is ${figures(budget)}.
${figures({ calls, ms })} of it at ${at || 'a place that the engine does not tell'}, last of all ${what}.
${advice(what, calls)}`
}

function figures({ calls, ms }: Budget): string {
  return `${calls} ${calls === 1 ? 'call' : 'calls'} and ${Math.round(ms * 10) / 10} ms`
}

/** What would cost less. */
function advice(what: string, calls: number): string {
  if (calls === 1) return 'Cheaper: remote.async asks without blocking the page.'
  if (what.startsWith('member.get'))
    return 'Cheaper: remote.copy(object) brings all properties in one call; remote.async asks without blocking.'
  return 'Cheaper: a method that does all of it in one call; remote.async asks without blocking.'
}
