import type { Start } from './port.ts'

/** Where and as whom a page talks to Java. */
export interface Address {
  /** Origin of the server, `http://127.0.0.1:8080`. */
  readonly origin: string
  /** Value of the session header: renderer id, dot, secret. */
  readonly session: string
  /** The first greeting, see {@link Bridge.greet}. */
  readonly greeting: string
  /** Whether what admits this thread has to be asked of the pages of its origin first. */
  readonly seeks: boolean
}

/** What the thread that waits is able to do. */
export interface Thread {
  /** Whether it may share memory with the worker: only in a page that is cross-origin isolated. */
  readonly sharesMemory: boolean
  /** Whether it may block in `Atomics.wait`: a worker's may, a window's may not. */
  readonly maySleep: boolean
}

/** What a bridge is given of its surroundings; tests give their own. */
export interface Host {
  /** Makes the I/O worker and hands it its first message; undefined where there are no workers. */
  startWorker(start: Start): Worker | undefined
  /** Opens a socket of this thread's own. */
  openSocket(url: string): WebSocket
}
