/** What a session tells, each in a task of its own. */
export type SessionEvent = 'session-lost' | 'disconnected' | 'resumed'

/** @param reason why the session was lost; only for 'session-lost' */
export type Listener = (reason?: Error) => void

/** Who wants to know what becomes of the session. */
export class Listeners {
  readonly #byEvent = new Map<SessionEvent, Set<Listener>>([
    ['session-lost', new Set()],
    ['disconnected', new Set()],
    ['resumed', new Set()],
  ])

  add(event: SessionEvent, listener: Listener): void {
    this.#of(event).add(listener)
  }

  remove(event: SessionEvent, listener: Listener): void {
    this.#of(event).delete(listener)
  }

  /** Calls every listener of an event; what one throws is an uncaught error of the page and does not stop the next. */
  emit(event: SessionEvent, reason?: Error): void {
    for (const listener of [...this.#of(event)]) {
      try {
        listener(reason)
      } catch (error) {
        reportError(error)
      }
    }
  }

  #of(event: SessionEvent): Set<Listener> {
    const listeners = this.#byEvent.get(event)
    if (listeners === undefined)
      throw new TypeError(`There is no event '${event}'; there are: ${[...this.#byEvent.keys()].join(', ')}`)
    return listeners
  }
}
