import { BridgeError } from '../errors.ts'
import { CALL_PATH, exceeds, HEADER } from '../protocol.ts'
import type { Outgoing } from './outgoing.ts'

/**
 * How one synchronous request ended. Only without a `failure`, which is for people, has Java got what was sent; else the request may be
 * tried again. `text` is for the session in either case: Java may refuse in JSON-RPC.
 */
export interface Answer {
  readonly text?: string
  readonly failure?: string
  /** Whether it is the network that failed, and not the browser that made no request. */
  readonly isAway?: boolean
}

/**
 * What Chromium says of a request that failed on its way. Where it makes none, because the page is being dismissed or a policy forbids it, more
 * words follow; should they change one day, a page is only less patient.
 */
const AWAY = /Failed to load '[^']*'\.$/

/** How long after the deadline of a wait its request is given up. */
const LATE_MS = 500

/** Statuses that a passing trouble may have: too slow, too many. */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429])

/**
 * The second door: `POST /valence/call`, synchronously. It serves before the I/O worker is up, in pages without shared memory, while
 * the socket is down, and as the place where a page sleeps.
 */
export class SyncHttp {
  /** Address of the door. */
  readonly url: string
  /** When somebody answered here last, by `performance.now()`. */
  heard = Number.NEGATIVE_INFINITY
  /** What went wrong with the last request; undefined where it succeeded. */
  failure: string | undefined
  readonly #session: string
  readonly #mayLimit: boolean

  /**
   * @param origin of the server
   * @param session value of the session header
   * @param mayLimit whether this thread may limit the time of a synchronous request, which a worker may and a window may not
   */
  constructor(origin: string, session: string, mayLimit: boolean) {
    this.url = origin + CALL_PATH
    this.#session = session
    this.#mayLimit = mayLimit
  }

  /**
   * Hands over messages and reads what is beyond `taken`; sleeps in Java until there is something.
   *
   * @param waitMs how long Java may sleep
   * @param leftMs how long all of it may take, its way there and back too
   */
  exchange(messages: readonly Outgoing[], taken: number, waitMs: number, leftMs: number): Answer {
    return this.#post(batch(messages), HEADER.ack, taken, waitMs, leftMs)
  }

  /** Sleeps in Java until something beyond `taken` is due; the socket brings it. */
  park(taken: number, waitMs: number): Answer {
    return this.#post('', HEADER.park, taken, waitMs, waitMs)
  }

  /** The last messages of a page that is being dismissed, where synchronous requests are refused. */
  farewell(messages: readonly Outgoing[]): void {
    const whole = batch(messages)
    const body = exceeds(whole, KEEPALIVE_BYTES) ? GOODBYE : whole
    // Nobody is left to be told of a failure.
    void this.#fetch(body, true).catch(() => undefined)
  }

  /** The same of a page that is about to be frozen. */
  hibernate(): void {
    void this.#fetch(HIBERNATE, true).catch(() => undefined)
  }

  /** One frame, and what Java answers to it, without blocking; undefined where Java is not reached. */
  async ask(frame: string): Promise<string | undefined> {
    try {
      const response = await this.#fetch(frame, false)
      return response.ok ? await response.text() : undefined
    } catch {
      return undefined
    }
  }

  #fetch(body: string, keepalive: boolean): Promise<Response> {
    const headers = { 'Content-Type': 'application/json', [HEADER.session]: this.#session }
    return fetch(this.url, { method: 'POST', keepalive, headers, body })
  }

  #post(body: string, header: string, taken: number, waitMs: number, leftMs: number): Answer {
    const answer = this.#ask(body, header, taken, waitMs, Math.max(1, Math.round(leftMs)) + LATE_MS)
    this.failure = answer.failure
    return answer
  }

  #ask(body: string, header: string, taken: number, waitMs: number, limitMs: number): Answer {
    const request = new XMLHttpRequest()
    try {
      request.open('POST', this.url, false)
      request.setRequestHeader('Content-Type', 'application/json')
      request.setRequestHeader(HEADER.session, this.#session)
      request.setRequestHeader(header, String(taken))
      request.setRequestHeader(HEADER.wait, String(Math.max(1, Math.round(waitMs))))
      if (this.#mayLimit) request.timeout = limitMs
      request.send(body)
    } catch (error) {
      const { name, message } = error as Error
      if (name === 'TimeoutError')
        return {
          failure: `Java gave no sign of life at ${this.url} for ${limitMs} ms`,
          isAway: true,
        }
      return {
        failure: `a synchronous request to ${this.url} failed: ${message}`,
        isAway: AWAY.test(message),
      }
    }
    this.heard = performance.now()
    return this.#answer(request.status, request.responseText)
  }

  #answer(status: number, text: string): Answer {
    if (status === 204) return {}
    const isJson = /^\s*[[{]/.test(text)
    if (status >= 200 && status < 300) return isJson ? { text } : {}
    const failure = `${this.url} answered HTTP ${status}: ${text.slice(0, 200)}`
    if (status < 400 || status >= 500 || PASSING.has(status)) return { failure }
    // The session knows what to do with a refusal of its own; what a proxy says in JSON is none.
    if (isJson && text.includes('"jsonrpc"')) return { text, failure }
    throw new BridgeError(`Java refuses this page: ${failure}`)
  }
}

/** What browsers take of a request that outlives its page is 64 KiB; a little is left for others. */
const KEEPALIVE_BYTES = 60_000
/** Outside of the order: what came before it may be missing. */
const HIBERNATE = '{"jsonrpc":"2.0","method":"session.hibernate"}'
const GOODBYE = '{"jsonrpc":"2.0","method":"session.close"}'

function batch(messages: readonly Outgoing[]): string {
  return messages.length === 0 ? '' : `[${messages.map(message => message.plain()).join(',')}]`
}
