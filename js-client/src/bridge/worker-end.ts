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
  #isMissing = false

  /** @param start what the worker is told first, but for the port */
  constructor(start: Omit<Start, 'port'>, events: WorkerEvents, host: Host) {
    const { port1, port2 } = new MessageChannel()
    this.#port = port1
    port1.onmessage = ({ data }: MessageEvent<FromWorker>) => events.hear(data)
    const refused = (): void => {
      const failure = 'the browser did not start the I/O worker'
      this.#isMissing = true
      events.missing(failure)
      // Must not go unnoticed.
      console.error(`Valence: ${failure}. A content security policy has to allow 'worker-src blob:'.`)
    }
    try {
      const worker = host.startWorker({ ...start, port: port2 })
      this.#isMissing = worker === undefined
      worker?.addEventListener('error', refused)
    } catch {
      refused()
    }
  }

  /** Whether there is none, as far as is known: then nothing comes by itself. */
  get isMissing(): boolean {
    return this.#isMissing
  }

  tell(message: ToWorker): void {
    this.#port.postMessage(message)
  }
}
