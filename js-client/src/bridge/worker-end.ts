import type { FromWorker, Start, ToWorker } from './port.ts'
import type { Host } from './surroundings.ts'

/** What a page learns from its worker, or of it. */
export interface WorkerEvents {
  hear(message: FromWorker): void
  /** The browser did not start it. The page lives on with its other door, which brings nothing of its own accord. */
  missing(failure: string): void
}

/** The page's end of its I/O worker: starts it, and talks to it by a port. */
export class WorkerEnd {
  readonly #port: MessagePort
  /** Whether there is one, as far as is known. */
  readonly isStarted: boolean

  /** @param start what the worker is told first, but for the port */
  constructor(start: Omit<Start, 'port'>, events: WorkerEvents, host: Host) {
    const { port1, port2 } = new MessageChannel()
    this.#port = port1
    port1.onmessage = ({ data }: MessageEvent<FromWorker>) => events.hear(data)
    const refused = (): void => {
      const failure = 'the browser did not start the I/O worker'
      events.missing(failure)
      // Must not go unnoticed.
      console.error(`Valence: ${failure}. A content security policy has to allow 'worker-src blob:'.`)
    }
    let worker: Worker | undefined
    try {
      worker = host.startWorker({ ...start, port: port2 })
      worker?.addEventListener('error', refused)
    } catch {
      refused()
    }
    this.isStarted = worker !== undefined
  }

  tell(message: ToWorker): void {
    this.#port.postMessage(message)
  }
}
