/** Settles one promise. */
export interface Settle {
  /** True where it runs nothing of the application and is told in the order of the messages; else it is told in a turn. */
  readonly atOnce?: boolean
  resolve(value: unknown): void
  reject(reason: unknown): void
}

/** A result that was promised, as a part of a message: its value, the answer that will be it, or what has to come before it can be sent. */
export type Given =
  | { readonly value: unknown }
  | { readonly answer: number }
  | { readonly until: Promise<unknown> }

/** The promises that are under way: Java's, which settle here, and the numbers of the page's own, which settle in Java. */
export class Promises {
  readonly #pending = new Map<number, { readonly promise?: Promise<unknown>; readonly settle: Settle }>()
  #lastSent = 0

  /** Numbers a promise of the page that is about to be sent. */
  send(): number {
    return ++this.#lastSent
  }

  /** The promise of the page for one of Java's. */
  receive(id: number): Promise<unknown> {
    const known = this.#pending.get(id)
    if (known?.promise !== undefined) return known.promise
    let settle: Settle | undefined
    const promise = new Promise<unknown>((resolve, reject) => {
      settle = { resolve, reject }
    })
    if (settle !== undefined) this.#pending.set(id, { promise, settle })
    return promise
  }

  /** Has `settle` told what becomes of a promise that has just come, and is of nobody else. */
  follow(id: number, settle: Settle): void {
    this.#pending.set(id, { settle })
  }

  /** Takes out what settles Java's promise of that id; undefined where it was settled before. */
  take(id: number): Settle | undefined {
    const pending = this.#pending.get(id)
    this.#pending.delete(id)
    return pending?.settle
  }

  /** Rejects all that is pending: the session is over. */
  rejectAll(reason: () => Error): void {
    for (const { settle } of this.#pending.values()) settle.reject(reason())
    this.#pending.clear()
  }
}
