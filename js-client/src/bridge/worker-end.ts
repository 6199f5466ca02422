import type { FromWorker, Start, ToWorker } from './port.ts'
import type { Host } from './surroundings.ts'

/** What becomes of a worker, as its page sees it. */
export interface WorkerEvents {
  hear(message: FromWorker): void
  /** There is none, or none any more. The page lives on with its other door, which brings nothing of its own accord. */
  missing(failure: string): void
}

/** The page's end of its I/O worker: starts it, talks to it by a port, and notices when it is not there. */
export class WorkerEnd {
  readonly #port: MessagePort
  readonly #events: WorkerEvents
  #isClosing = false

  /** @param start what the worker is told first, but for the port */
  constructor(start: Omit<Start, 'port'>, events: WorkerEvents, host: Host) {
    this.#events = events
    const { port1, port2 } = new MessageChannel()
    this.#port = port1
    port1.onmessage = ({ data }: MessageEvent<FromWorker>) => events.hear(data)
    // A worker that is terminated takes its end of the port along.
    port1.addEventListener('close', () => {
      if (!this.#isClosing)
        this.#miss('the I/O worker has stopped', 'Reload the page to have callbacks and promises again.')
    })
    const refused = (): void =>
      this.#miss(
        'the browser did not start the I/O worker',
        "A content security policy has to allow 'worker-src blob:'.",
      )
    try {
      host.startWorker({ ...start, port: port2 })?.addEventListener('error', refused)
    } catch {
      refused()
    }
  }

  tell(message: ToWorker): void {
    if (message.type === 'close') this.#isClosing = true
    this.#port.postMessage(message)
  }

  /** Must not go unnoticed. */
  #miss(failure: string, remedy: string): void {
    console.error(`Valence: ${failure}. ${remedy}`)
    this.#events.missing(failure)
  }
}
