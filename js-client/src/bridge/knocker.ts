import { HEADER } from '../protocol.ts'
import { KNOCK, WORD } from './ring.ts'

/** How long Java may take to answer a knock. One that takes longer is given up, for its connection may be what is broken. */
const PATIENCE_MS = 2000

/**
 * Knocks at Java's second door for a page that is about to go there and could not be called back; in the I/O worker, whose requests can be given
 * up. How each knock ended is in shared memory.
 */
export class Knocker {
  readonly #url: string
  readonly #headers: Readonly<Record<string, string>>
  readonly #words: Int32Array<SharedArrayBuffer>
  #isKnocking = false

  /**
   * @param url of the door
   * @param session value of the session header
   * @param words control words of the ring
   */
  constructor(url: string, session: string, words: Int32Array<SharedArrayBuffer>) {
    this.#url = url
    this.#words = words
    // A park for what is there already is answered at once.
    this.#headers = {
      'Content-Type': 'application/json',
      [HEADER.session]: session,
      [HEADER.park]: '0',
      [HEADER.wait]: '1',
    }
  }

  /** Knocks once for all that the page has asked for by now; again, if it asks for more meanwhile. Never rejects. */
  async knock(): Promise<void> {
    // The page sees by it that the worker has heard.
    Atomics.add(this.#words, WORD.beat, 1)
    if (this.#isKnocking) return
    this.#isKnocking = true
    for (let asked = 0; asked !== Atomics.load(this.#words, WORD.knock); ) {
      asked = Atomics.load(this.#words, WORD.knock)
      const outcome = await this.#ask()
      Atomics.store(this.#words, WORD.outcome, outcome)
      Atomics.store(this.#words, WORD.settled, asked)
    }
    this.#isKnocking = false
  }

  async #ask(): Promise<number> {
    const signal = AbortSignal.timeout(PATIENCE_MS)
    try {
      const response = await fetch(this.#url, { method: 'POST', headers: this.#headers, signal })
      // The page's own request goes over the same connection, once this one is through with it.
      await response.arrayBuffer()
      return KNOCK.answered
    } catch {
      return signal.aborted ? KNOCK.silent : KNOCK.refused
    }
  }
}
