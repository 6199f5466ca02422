/** Events for this page that Java dropped, since too many waited for it. */
export interface Overflow {
  readonly dropped: number
}

/** What a session tells, each in a task of its own, and what its listeners get. */
export interface SessionEvents {
  /** @param reason why */
  'session-lost': [reason?: Error]
  disconnected: []
  resumed: []
  overflow: [overflow: Overflow]
}

export type SessionEvent = keyof SessionEvents

export type Listener<E extends SessionEvent = SessionEvent> = (...args: SessionEvents[E]) => void

/** Who wants to know what becomes of the session. */
export class Listeners {
  readonly #byEvent: { readonly [E in SessionEvent]: Set<Listener<E>> } = {
    'session-lost': new Set(),
    disconnected: new Set(),
    resumed: new Set(),
    overflow: new Set(),
  }

  add<E extends SessionEvent>(event: E, listener: Listener<E>): void {
    this.#of(event).add(listener)
  }

  remove<E extends SessionEvent>(event: E, listener: Listener<E>): void {
    this.#of(event).delete(listener)
  }

  /**
   * Calls every listener of an event; what one throws is an uncaught error of the page and does not stop the next.
   *
   * @returns whether there was one
   */
  emit<E extends SessionEvent>(event: E, ...args: SessionEvents[E]): boolean {
    const listeners = [...this.#of(event)]
    for (const listener of listeners) {
      try {
        listener(...args)
      } catch (error) {
        reportError(error)
      }
    }
    return listeners.length > 0
  }

  #of<E extends SessionEvent>(event: E): Set<Listener<E>> {
    if (!Object.hasOwn(this.#byEvent, event))
      throw new TypeError(`There is no event '${event}'; there are: ${Object.keys(this.#byEvent).join(', ')}`)
    return this.#byEvent[event]
  }
}
