/**
 * The I/O worker: owns the WebSocket of its page and goes on while the page is blocked. It is bundled into the script as text and
 * started from there; see `start-worker.ts`.
 */
import { Greeting } from './greeting.ts'
import { Knocker } from './knocker.ts'
import { type FromWorker, type Start, type ToWorker, writeNotice } from './port.ts'
import { LINK, RingWriter, WORD } from './ring.ts'
import { SocketLink } from './socket-link.ts'
import { seek, type VouchingHost, vouch } from './vouching.ts'

/** How often the page can see that the worker lives. */
const BEAT_MS = 1000

self.onmessage = ({ data }: MessageEvent<Start>) => serve(data)
// The page needs the address of this script no longer.
self.postMessage('started')

function serve({ port, url, door, greeting: text, seeks, memory }: Start): void {
  const tell = (message: FromWorker, transfer: Transferable[] = []): void =>
    port.postMessage(message, transfer)
  const ring = memory && new RingWriter(memory, () => tell({ type: 'wake' }))
  const knocker = ring && new Knocker(door.url, door.session, ring.words)
  const encoder = new TextEncoder()
  const frame = (bytes: ArrayBuffer): void => {
    if (ring !== undefined) ring.write(new Uint8Array(bytes))
    else tell({ type: 'frame', bytes }, [bytes])
  }
  const notice = (up: boolean, reason: string, sent: number): void => {
    const text = writeNotice({ up, reason, sent })
    if (ring === undefined) return tell({ type: 'notice', text })
    Atomics.store(ring.words, WORD.link, up ? LINK.up : LINK.down)
    ring.notify(encoder.encode(text))
  }
  const host = {
    // Pages of one origin may be of more than one Java, which are to know nothing of each other.
    openChannel: (name: string) => new BroadcastChannel(`${name} ${url}`),
    openSocket: (address: string) => new WebSocket(address),
    setTimeout: (task: () => void, ms: number) => setTimeout(task, ms),
    setInterval: (task: () => void, ms: number) => setInterval(task, ms),
    clearInterval: (interval: unknown) => clearInterval(interval as number | undefined),
    now: () => performance.now(),
    random: () => Math.random(),
    whenOnline: (task: () => void) => self.addEventListener('online', task),
  }
  const events = {
    frame,
    up: (sent: number) => notice(true, '', sent),
    down: (reason: string, sent: number) => notice(false, reason, sent),
    closed: () => self.close(),
  }
  // Everything that is thrown in here ends up here; the page then goes by its other door and can say why.
  const fail = (reason: unknown): void =>
    notice(false, `the I/O worker failed: ${reason}`, Number.MAX_SAFE_INTEGER)
  self.addEventListener('error', event => {
    event.preventDefault()
    fail(event.message)
  })
  self.addEventListener('unhandledrejection', event => {
    event.preventDefault()
    fail(event.reason)
  })
  const greeting = new Greeting(text)
  const begin = (): void => {
    const link = new SocketLink(url, greeting, events, host)
    listen(port, greeting, link, host, ring, knocker)
  }
  if (seeks) {
    seek(admission => {
      greeting.admission = admission
      begin()
    }, host)
  } else {
    begin()
  }
  if (ring !== undefined) Atomics.store(ring.words, WORD.link, LINK.down)
  if (ring !== undefined) setInterval(() => Atomics.add(ring.words, WORD.beat, 1), BEAT_MS)
}

/** Does what the page says, from what it has said already on. */
function listen(
  port: MessagePort,
  greeting: Greeting,
  link: SocketLink,
  host: VouchingHost,
  ring: RingWriter | undefined,
  knocker: Knocker | undefined,
): void {
  let vouches = false
  port.onmessage = ({ data }: MessageEvent<ToWorker>) => {
    switch (data.type) {
      case 'send':
        return link.send(data.message, data.acknowledged)
      case 'acknowledged':
        return link.acknowledge(data.seq)
      case 'greeting':
        greeting.change(data.text)
        if (!vouches) vouch(data.admission, host)
        vouches = true
        return
      case 'knock':
        return void knocker?.knock()
      case 'pace':
        return link.pace(data.ms)
      case 'hibernate':
        return link.hibernate()
      case 'resume':
        return link.resume()
      case 'close':
        link.close()
        if (ring !== undefined) Atomics.store(ring.words, WORD.link, LINK.down)
    }
  }
}
