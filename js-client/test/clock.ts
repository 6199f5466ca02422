/** A timer that has not ended. */
interface Timer {
  readonly at: number
  readonly task: () => void
}

/** A clock that goes when the test says so. It stands for the real one, and for the timers of new work, until {@link restore}. */
export class Clock {
  readonly #real = { now: performance.now, setTimeout: globalThis.setTimeout }
  #now = 0
  #timers: Timer[] = []

  constructor() {
    performance.now = () => this.#now
    globalThis.setTimeout = ((task: () => void, ms = 0) => {
      this.#timers.push({ at: this.#now + ms, task })
    }) as unknown as typeof setTimeout
  }

  /** Time passes, and each timer ends in its time. */
  pass(ms: number): void {
    const until = this.#now + ms
    for (let next = this.#next(until); next !== undefined; next = this.#next(until)) {
      this.#now = Math.max(this.#now, next.at)
      next.task()
    }
    this.#now = until
  }

  /** Time passes while the page runs nothing, as where its machine sleeps; timers that should have ended meanwhile are late. */
  sleep(ms: number): void {
    this.#now += ms
  }

  restore(): void {
    performance.now = this.#real.now
    globalThis.setTimeout = this.#real.setTimeout
  }

  /** Takes out the timer that ends first, where it does so by `until`. */
  #next(until: number): Timer | undefined {
    const [first] = this.#timers.sort((one, other) => one.at - other.at)
    if (first === undefined || first.at > until) return undefined
    this.#timers.shift()
    return first
  }
}
