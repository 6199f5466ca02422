import type { Bridge, BridgeEvents } from './bridge/bridge.ts'

/** Makes the bridge of a session. */
export type Connect = (greeting: string, events: BridgeEvents) => Bridge

/** Longest pause that a browser knows, in milliseconds; what is longer would be over at once. */
const LONGEST_PAUSE_MS = 2 ** 31 - 1

/** What Java keeps to, in milliseconds; see {@link OpenedLimits}. */
interface Terms {
  readonly retention: number
  readonly silence: number
}

/**
 * Ends the session of a page whose Java is gone for good: what does not block has no deadline, and would wait for ever. Java forgets a page
 * without a link after `retention`; it may notice a break later than the page, by `silence`. When that time is over the link has one more
 * `silence` to come back, for it is this page that may have slept: a socket that does not open is given up sooner.
 */
export class Absence {
  readonly #lose: (message: string) => void
  #bridge: Bridge | undefined
  #events: BridgeEvents | undefined
  /** Undefined before the session is open, and when it has ended. */
  #terms: Terms | undefined
  /** Whether the time is over, and the last try is under way. */
  #isLastTry = false
  /** The pause that counts; those before it end and do nothing. */
  #pause: object | undefined

  /** @param lose ends the session; the message names the side */
  constructor(lose: (message: string) => void) {
    this.#lose = lose
  }

  /** The same, of a bridge that is watched. */
  watching(connect: Connect): Connect {
    return (greeting, events) => {
      this.#events = events
      this.#bridge = connect(greeting, events)
      return this.#bridge
    }
  }

  /** Java has just opened the session, and these are its limits. */
  begin(retention: number, silence: number): void {
    this.#terms = { retention, silence }
    this.#wait(retention + silence)
  }

  /** The page is about to be frozen. A timer that ends when it goes on would be first, before the link is tried again. */
  hibernate(): void {
    this.#pause = undefined
  }

  /** The page goes on, and its link is being tried: it has its last try from now on, however long the page was frozen. */
  resume(): void {
    this.#isLastTry = false
    this.#check()
  }

  /** The session has ended. */
  end(): void {
    this.#terms = undefined
    this.#pause = undefined
  }

  #check(): void {
    if (this.#terms === undefined || this.#bridge === undefined) return
    // What has come and nobody has looked at, for the page was busy.
    this.#events?.frames()
    // Undefined also where that was the end.
    const terms: Terms | undefined = this.#terms
    if (terms === undefined) return
    const away = performance.now() - this.#bridge.heard
    const left = terms.retention + terms.silence - away
    if (left <= 0 && this.#isLastTry) return this.#lose(message(away, terms, this.#bridge.ailment()))
    this.#isLastTry = left <= 0
    this.#wait(this.#isLastTry ? terms.silence : left)
  }

  #wait(ms: number): void {
    const pause = {}
    this.#pause = pause
    setTimeout(
      () => {
        if (this.#pause === pause) this.#check()
      },
      Math.min(ms, LONGEST_PAUSE_MS),
    )
  }
}

function message(away: number, { retention }: Terms, ailment: string | undefined): string {
  const why = ailment === undefined ? '' : ` (${ailment})`
  return (
    `Java gave no sign of life for ${Math.round(away / 1000)} s${why}, and forgets a page without a link after ` +
    `${retention / 1000} s (Limits.retention): reload the page to begin again`
  )
}
