import { ioWorkerSource } from 'io-worker:source'
import type { Start } from './port.ts'

/**
 * Makes the I/O worker of this page, from the text that the build has put into the script: no second file to serve, and none that a
 * path could miss.
 *
 * All later talk goes through the port: what is sent by `worker.postMessage` is lost behind a page that blocks before it has seen its
 * worker start.
 *
 * @returns undefined where there are no workers, as in a shared or a service worker
 */
export function startWorker(start: Start): Worker | undefined {
  if (typeof Worker === 'undefined') return undefined
  const url = URL.createObjectURL(new Blob([ioWorkerSource], { type: 'text/javascript' }))
  const worker = new Worker(url, { name: 'valence I/O' })
  worker.addEventListener('message', () => URL.revokeObjectURL(url), { once: true })
  worker.postMessage(start, [start.port])
  return worker
}
