/**
 * What came from Java and waits to run in the page: callbacks, settled promises, events. Each gets a task of the event loop of its own,
 * in the order of arrival; so nothing runs inside a call that is waiting, nor inside any other code of the application, and an
 * exception in one does not reach the next.
 */
export class Turns {
  readonly #waiting: (() => void)[] = []
  readonly #schedule: (task: () => void) => void
  #scheduled = false

  /** @param schedule runs a task soon, in a turn of the event loop of its own */
  constructor(schedule: (task: () => void) => void = taskScheduler()) {
    this.#schedule = schedule
  }

  /** Appends work. What it throws is an uncaught error of the page. */
  add(work: () => void): void {
    this.#waiting.push(work)
    this.#arm()
  }

  #arm(): void {
    if (this.#scheduled || this.#waiting.length === 0) return
    this.#scheduled = true
    this.#schedule(() => this.#runOne())
  }

  #runOne(): void {
    this.#scheduled = false
    const work = this.#waiting.shift()
    this.#arm()
    try {
      work?.()
    } catch (error) {
      reportError(error)
    }
  }
}

/** Tasks by a message to oneself: unlike timers they are neither clamped nor slowed down in a page that is out of sight. */
export function taskScheduler(): (task: () => void) => void {
  const { port1, port2 } = new MessageChannel()
  const tasks: (() => void)[] = []
  port1.onmessage = () => tasks.shift()?.()
  return task => {
    tasks.push(task)
    port2.postMessage(null)
  }
}
