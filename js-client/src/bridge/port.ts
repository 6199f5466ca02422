import type { Outgoing } from './outbox.ts'

/** What the page tells its I/O worker: the first by `worker.postMessage` when it is made, all others through the port in it. */
export interface Start {
  readonly port: MessagePort
  /** `ws:` address of the socket. */
  readonly url: string
  /** First frame on each new socket. */
  readonly greeting: string
  /** The ring for frames to the page; absent where the page is not cross-origin isolated. */
  readonly memory?: SharedArrayBuffer
}

export type ToWorker =
  | { readonly type: 'send'; readonly message: Outgoing; readonly acknowledged: number }
  | { readonly type: 'greeting'; readonly text: string }
  | { readonly type: 'close' }

export type FromWorker =
  /** The ring has something, and nobody was told since the page last looked. */
  | { readonly type: 'wake' }
  /** A frame, where there is no ring. */
  | { readonly type: 'frame'; readonly bytes: ArrayBuffer }

/** The worker's own word on the link. It travels among the frames, so that it keeps its place in their order. */
export interface LinkNotice {
  readonly up: boolean
  /** Why the link is down. */
  readonly reason: string
}

// No frame of Java's begins so: JSON-RPC begins with a bracket.
const UP = 'link up'
const DOWN = 'link down: '

export function writeNotice({ up, reason }: LinkNotice): string {
  return up ? UP : DOWN + reason
}

/** The notice that a frame is; undefined for Java's frames. */
export function readNotice(frame: string): LinkNotice | undefined {
  if (frame === UP) return { up: true, reason: '' }
  return frame.startsWith(DOWN) ? { up: false, reason: frame.slice(DOWN.length) } : undefined
}
