/**
 * How a worker of the page's comes to its admission. It has no storage to find one in, and may block before anything could be posted to it. So
 * its I/O worker asks all pages of the origin, and their I/O workers, which never block, tell it.
 */

const CHANNEL = 'valence'
/** How often is asked: the page that could answer may just be starting. */
const ASK_MS = 50
/** How long, before Java is asked without one. */
const SEEK_MS = 1000

interface Answer {
  /** Undefined where Java admits anyone. */
  readonly admission: string | undefined
}
type Word = 'seek' | Answer

/** What of the surroundings is needed; tests give their own. */
export interface VouchingHost {
  openChannel(name: string): BroadcastChannel
  setTimeout(task: () => void, ms: number): unknown
}

/** From now on tells whoever asks what Java has given this page. */
export function vouch(admission: string | undefined, host: VouchingHost): void {
  const channel = host.openChannel(CHANNEL)
  channel.onmessage = ({ data }: MessageEvent<Word>) => {
    if (data === 'seek') channel.postMessage({ admission } satisfies Answer)
  }
}

/** Asks the pages of this origin for an admission; `then` gets none where no page answers in time. */
export function seek(then: (admission: string | undefined) => void, host: VouchingHost): void {
  const channel = host.openChannel(CHANNEL)
  let left = SEEK_MS / ASK_MS
  let isOver = false
  const end = (admission: string | undefined): void => {
    if (isOver) return
    isOver = true
    channel.close()
    then(admission)
  }
  channel.onmessage = ({ data }: MessageEvent<Word>) => {
    if (data !== 'seek') end(data.admission)
  }
  const ask = (): void => {
    if (isOver) return
    if (left-- <= 0) return end(undefined)
    channel.postMessage('seek' satisfies Word)
    host.setTimeout(ask, ASK_MS)
  }
  ask()
}
