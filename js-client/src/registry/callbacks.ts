import { callSite, type Place } from '../errors.ts'
import type { Releases, WireCallback } from '../protocol.ts'

interface Entry {
  readonly id: number
  /** How often the function was sent. */
  n: number
}

/**
 * The functions of this page that Java holds. A function keeps its id for as long as it is registered, so that Java sees the same
 * function twice as one; afterwards it gets a new one, for ids are never used again.
 */
export class Callbacks {
  readonly #functions = new Map<number, Function>()
  readonly #entries = new WeakMap<Function, Entry>()
  #lastId = 0

  /**
   * Registers a function that is about to be sent, once more if it is known already.
   *
   * @param from where the function was passed: the place, or the function by which the application entered the library there
   */
  send(fn: Function, from?: Function | Place): WireCallback {
    const known = this.#entries.get(fn)
    if (known !== undefined) {
      known.n++
      return { $: 'callback', id: known.id, n: known.n, length: lengthOf(fn) }
    }
    const id = ++this.#lastId
    this.#entries.set(fn, { id, n: 1 })
    this.#functions.set(id, fn)
    return { $: 'callback', id, n: 1, length: lengthOf(fn), at: shortSite(from) }
  }

  /** The function of that id; undefined where Java has released it. */
  find(id: number): Function | undefined {
    return this.#functions.get(id)
  }

  /** Drops what Java holds no longer. Where the counts differ the function is on its way again and stays. */
  release(releases: Releases): void {
    for (const [id, n] of releases) {
      const fn = this.#functions.get(id)
      if (fn === undefined || this.#entries.get(fn)?.n !== n) continue
      this.#functions.delete(id)
      this.#entries.delete(fn)
    }
  }

  /** Drops all: the session is over. */
  clear(): void {
    for (const fn of this.#functions.values()) this.#entries.delete(fn)
    this.#functions.clear()
  }
}

/** A page may have redefined `length`; Java wants an integer. */
function lengthOf(fn: Function): number {
  const length: unknown = fn.length
  return typeof length === 'number' && Number.isSafeInteger(length) && length > 0 ? length : 0
}

/** Only the last segment of the file is kept, for the text stays in Java as long as the function. */
function shortSite(from: Function | Place | undefined): string {
  return callSite(from).replace(/^.*\//, '').slice(0, AT_CHARS)
}

const AT_CHARS = 120
