import { KNOCK, WORD } from './ring.ts'
import type { SyncHttp } from './sync-http.ts'

/** What was heard so recently need not be asked again: a freeze in between is no likelier than one a moment later. */
const FRESH_MS = 50

/** What is known of the second door: Java answers there; nothing can be reached there; or a knock has no answer yet. */
export type Door = 'open' | 'closed' | 'silent'

/**
 * Whether anybody answers at Java's second door. A synchronous request of a window can neither be given a time limit nor called back, so the
 * page goes there only when its I/O worker has knocked and was heard: a Java process that is frozen, and a network that swallows what is sent, cost a
 * wait its deadline and no more.
 */
export class Knocks {
  readonly #words: Int32Array<SharedArrayBuffer>
  readonly #http: SyncHttp
  readonly #send: () => void
  /** Since when an unanswered knock waits; undefined where none does. */
  #silentSince: number | undefined
  #isAsking = false
  #askedAt = 0
  #beatThen = 0
  #lookedAt = Number.NEGATIVE_INFINITY
  /** When Java is known to have answered a knock; it may have been later. */
  #heard = Number.NEGATIVE_INFINITY

  /**
   * @param words control words of the ring
   * @param send has the worker knock
   */
  constructor(words: Int32Array<SharedArrayBuffer>, http: SyncHttp, send: () => void) {
    this.#words = words
    this.#http = http
    this.#send = send
  }

  /** Looks for an answer, and knocks where none is fresh. To be asked again and again: an answer that nobody looked for may be old. */
  look(): Door {
    const now = performance.now()
    const isWatched = now - this.#lookedAt < FRESH_MS
    this.#lookedAt = now
    if (now - this.heard < FRESH_MS) return 'open'
    if (this.#isSettled) {
      this.#isAsking = false
      const outcome = Atomics.load(this.#words, WORD.outcome)
      if (outcome !== KNOCK.silent) this.#silentSince = undefined
      if (outcome === KNOCK.answered) {
        this.#heard = isWatched ? now : this.#askedAt
        this.#http.failure = undefined
      }
      if (outcome !== KNOCK.silent && isWatched) return outcome === KNOCK.answered ? 'open' : 'closed'
    }
    if (!this.#isAsking) this.#ask(now)
    return 'silent'
  }

  /** When Java was heard at this door last. */
  get heard(): number {
    return Math.max(this.#heard, this.#http.heard)
  }

  /** Who does not answer, for messages to people; undefined where nobody is asked, or everybody has answered. */
  silence(): string | undefined {
    const since = this.#silentSince
    if (since === undefined || this.heard > since) return undefined
    if (this.#isSettled && Atomics.load(this.#words, WORD.outcome) !== KNOCK.silent) return undefined
    const ms = Math.round(performance.now() - since)
    return Atomics.load(this.#words, WORD.beat) === this.#beatThen
      ? `the I/O worker of this page gave no sign of life for ${ms} ms`
      : `Java gave no sign of life at ${this.#http.url} for ${ms} ms: its process is frozen, or the network swallows what is sent`
  }

  get #isSettled(): boolean {
    return this.#isAsking && Atomics.load(this.#words, WORD.settled) === Atomics.load(this.#words, WORD.knock)
  }

  #ask(now: number): void {
    this.#isAsking = true
    this.#askedAt = now
    this.#silentSince ??= now
    this.#beatThen = Atomics.load(this.#words, WORD.beat)
    Atomics.add(this.#words, WORD.knock, 1)
    this.#send()
  }
}
