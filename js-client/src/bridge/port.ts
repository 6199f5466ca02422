import type { Sealed } from './outgoing.ts'

/** What the page tells its I/O worker: the first by `worker.postMessage` when it is made, all others through the port in it. */
export interface Start {
  readonly port: MessagePort
  /** `ws:` address of the socket. */
  readonly url: string
  /** `http:` address of the second door, and the value of its session header. */
  readonly door: { readonly url: string; readonly session: string }
  /** First frame on each new socket. */
  readonly greeting: string
  /** Whether what admits this thread has to be asked of the pages of its origin first. */
  readonly seeks: boolean
  /** The ring for frames to the page; absent where the page is not cross-origin isolated. */
  readonly memory?: SharedArrayBuffer
}

export type ToWorker =
  | { readonly type: 'send'; readonly message: Sealed; readonly acknowledged: number }
  | { readonly type: 'acknowledged'; readonly seq: number }
  | { readonly type: 'greeting'; readonly text: string; readonly admission: string | undefined }
  /** The page wants to know whether anybody is at the second door; see `Knocks`. */
  | { readonly type: 'knock' }
  | { readonly type: 'pace'; readonly ms: number }
  | { readonly type: 'hibernate' }
  | { readonly type: 'resume' }
  | { readonly type: 'close' }

export type FromWorker =
  /** The ring has something, and nobody was told since the page last looked. */
  | { readonly type: 'wake' }
  /** One WebSocket message, where there is no ring. */
  | { readonly type: 'frame'; readonly bytes: ArrayBuffer }
  /** A notice, where there is no ring. */
  | { readonly type: 'notice'; readonly text: string }

/** The worker's own word on the link. It travels among the frames, so that it keeps its place in their order. */
export interface LinkNotice {
  readonly up: boolean
  /** Why the link is down; empty while it is up. */
  readonly reason: string
  /** The highest number that went by an earlier link; by this one too, where it is down. */
  readonly sent: number
}

export function writeNotice({ up, reason, sent }: LinkNotice): string {
  return `${up ? 'up' : 'down'} ${sent} ${reason}`
}

export function readNotice(text: string): LinkNotice {
  const [state, sent, ...reason] = text.split(' ')
  return { up: state === 'up', reason: reason.join(' '), sent: Number(sent) }
}
