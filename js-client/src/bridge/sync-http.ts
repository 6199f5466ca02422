import { BridgeError } from '../errors.ts'
import { CALL_PATH, HEADER } from '../protocol.ts'
import type { Outgoing } from './outbox.ts'

/** How one synchronous request ended. `failure` is for people; the request may be tried again. */
export type Answer = { readonly text?: string; readonly failure?: undefined } | { readonly failure: string }

/**
 * The second door: `POST /valence/call`, synchronously. It serves before the I/O worker is up, in pages without shared memory, while
 * the socket is down, and as the place where a page sleeps.
 */
export class SyncHttp {
  readonly #url: string
  readonly #session: string

  /**
   * @param origin of the server
   * @param session value of the session header
   */
  constructor(origin: string, session: string) {
    this.#url = origin + CALL_PATH
    this.#session = session
  }

  /** Hands over messages and reads everything beyond `taken`; sleeps in Java until there is something. */
  exchange(messages: readonly Outgoing[], taken: number, waitMs: number): Answer {
    return this.#post(batch(messages), HEADER.ack, taken, waitMs)
  }

  /** Sleeps in Java until something beyond `taken` is due; the socket brings it. */
  park(taken: number, waitMs: number): Answer {
    return this.#post('', HEADER.park, taken, waitMs)
  }

  /** The last messages of a page that is being dismissed, where synchronous requests are refused. */
  farewell(messages: readonly Outgoing[]): void {
    const headers = { 'Content-Type': 'application/json', [HEADER.session]: this.#session }
    const init = { method: 'POST', keepalive: true, headers, body: batch(messages) }
    // Nobody is left to be told of a failure.
    void fetch(this.#url, init).catch(() => undefined)
  }

  #post(body: string, header: string, taken: number, waitMs: number): Answer {
    const request = new XMLHttpRequest()
    try {
      request.open('POST', this.#url, false)
      request.setRequestHeader('Content-Type', 'application/json')
      request.setRequestHeader(HEADER.session, this.#session)
      request.setRequestHeader(header, String(taken))
      request.setRequestHeader(HEADER.wait, String(Math.max(1, Math.round(waitMs))))
      request.send(body)
    } catch (error) {
      // A page that is being dismissed, a permissions policy, or nobody listening: the browser tells them apart only in words.
      return { failure: `a synchronous request to ${this.#url} failed: ${(error as Error).message}` }
    }
    return this.#answer(request.status, request.responseText)
  }

  #answer(status: number, text: string): Answer {
    if (status === 204) return {}
    // Whatever is JSON is an answer of the session's, and the session knows what to do with it.
    if (/^\s*[[{]/.test(text)) return { text }
    if (status >= 200 && status < 300) return {}
    const what = `${this.#url} answered HTTP ${status}: ${text.slice(0, 200)}`
    if (status >= 400 && status < 500) throw new BridgeError(`Java refuses this page: ${what}`)
    return { failure: what }
  }
}

function batch(messages: readonly Outgoing[]): string {
  return messages.length === 0 ? '' : `[${messages.map(message => message.text).join(',')}]`
}
