/** Work that waits for its turn. */
interface Turn {
  /** @param isInside whether it runs inside of code of the page that waits for Java */
  readonly work: (isInside: boolean) => void
  readonly isCallable: boolean
}

/**
 * What came from Java and waits to run in the page: callbacks, settled promises, events. Each gets a task of the event loop of its own,
 * in the order of arrival; so nothing runs inside a call that is waiting, nor inside any other code of the application, and an
 * exception in one does not reach the next. Callable functions alone may run earlier, inside a call that is waiting.
 */
export class Turns {
  readonly #waiting: Turn[] = []
  readonly #schedule: (task: () => void) => void
  #scheduled = false
  /** How many of those that wait are callable. */
  #callables = 0
  /** The last turn that waits, where it only settles promises. */
  #settling: (() => void)[] | undefined

  /** @param schedule runs a task soon, in a turn of the event loop of its own */
  constructor(schedule: (task: () => void) => void = taskScheduler()) {
    this.#schedule = schedule
  }

  /** Appends work. What it throws is an uncaught error of the page. */
  add(work: () => void): void {
    this.#append({ work, isCallable: false })
  }

  /** As {@link add}, of work that Java waits for: {@link callables} may run it before its turn. */
  addCallable(work: (isInside: boolean) => void): void {
    this.#callables++
    this.#append({ work, isCallable: true })
  }

  /**
   * Runs the callable functions that wait at this moment, in their order; those that come meanwhile wait for the next time, so that a
   * call returns however often Java calls. Undefined where there are none.
   */
  get callables(): (() => void) | undefined {
    return this.#callables === 0 ? undefined : () => this.#runCallables(this.#callables)
  }

  #runCallables(count: number): void {
    // Each may wait for Java itself, and so run those after it.
    for (let ran = 0; ran < count && this.#callables > 0; ran++) {
      const first = this.#waiting.findIndex(turn => turn.isCallable)
      this.#run(this.#waiting.splice(first, 1)[0], true)
    }
  }

  #append(turn: Turn): void {
    this.#settling = undefined
    this.#waiting.push(turn)
    this.#arm()
  }

  /**
   * Appends work that settles a promise and does nothing else. Such works share a turn where one follows another: what the application
   * does then it does after the turn, and in the same order.
   */
  addSettling(work: () => void): void {
    if (this.#settling !== undefined) {
      this.#settling.push(work)
      return
    }
    const settling = [work]
    this.add(() => {
      if (this.#settling === settling) this.#settling = undefined
      for (const each of settling) each()
    })
    this.#settling = settling
  }

  #arm(): void {
    if (this.#scheduled || this.#waiting.length === 0) return
    this.#scheduled = true
    this.#schedule(() => this.#runOne())
  }

  #runOne(): void {
    this.#scheduled = false
    const turn = this.#waiting.shift()
    this.#arm()
    this.#run(turn, false)
  }

  #run(turn: Turn | undefined, isInside: boolean): void {
    if (turn?.isCallable) this.#callables--
    try {
      turn?.work(isInside)
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
