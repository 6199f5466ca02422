/** What can become of a session; see `remote.on`. */
export type SessionEvent = 'disconnected' | 'resumed' | 'session-lost'

/** What people are shown: nothing while all is well. */
export type Status = 'well' | SessionEvent | 'not-admitted'

/** A link that is back sooner than this, in milliseconds, was not worth a word. */
export const BLINK_MS = 700
/** How long it is shown that the link is back, in milliseconds. */
export const BACK_MS = 2500

/** Timers; tests give their own. */
export interface Timers {
  setTimeout(task: () => void, ms: number): unknown
  clearTimeout(timer: unknown): void
}

/** Makes of what happens to a session what people should be shown of it. */
export class Board {
  readonly #timers: Timers
  readonly #viewers = new Set<(status: Status) => void>()
  #status: Status = 'well'
  #timer: unknown

  constructor(timers: Timers) {
    this.#timers = timers
  }

  /** Calls `viewer` now and at each change, until it is called off. */
  add(viewer: (status: Status) => void): void {
    this.#viewers.add(viewer)
    viewer(this.#status)
  }

  remove(viewer: (status: Status) => void): void {
    this.#viewers.delete(viewer)
  }

  /**
   * Something has happened to the session. After its loss nothing counts any more.
   *
   * @param event 'not-admitted' where there never was one, for Java did not let the page in
   */
  hear(event: SessionEvent | 'not-admitted'): void {
    if (this.#status === 'session-lost' || this.#status === 'not-admitted') return
    this.#timers.clearTimeout(this.#timer)
    if (event === 'session-lost' || event === 'not-admitted') return this.#become(event)
    if (event === 'disconnected') {
      if (this.#status === 'resumed') this.#become('well')
      return this.#becomeAfter(BLINK_MS, 'disconnected')
    }
    if (this.#status !== 'disconnected') return
    this.#become('resumed')
    this.#becomeAfter(BACK_MS, 'well')
  }

  #becomeAfter(ms: number, status: Status): void {
    this.#timer = this.#timers.setTimeout(() => this.#become(status), ms)
  }

  #become(status: Status): void {
    this.#status = status
    for (const viewer of this.#viewers) viewer(status)
  }
}
