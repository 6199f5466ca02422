import { afterEach, beforeEach } from 'vitest'
import type { Wait } from '../../src/bridge/bridge.ts'
import { type Outgoing, seal } from '../../src/bridge/outgoing.ts'
import { type LinkNotice, type Start, type ToWorker, writeNotice } from '../../src/bridge/port.ts'
import { RingWriter, WORD } from '../../src/bridge/ring.ts'
import { type Thread, TwoDoors } from '../../src/bridge/two-doors.ts'
import { installClock, installHttp, type SeenRequest, type Server } from './fake-http.ts'

/** The worker's side of a bridge, played by the test. */
class FakeWorker {
  readonly told: ToWorker[] = []
  start: Start | undefined
  ring: RingWriter | undefined

  readonly begin = (start: Start): undefined => {
    this.start = start
    if (start.memory !== undefined) this.ring = new RingWriter(start.memory, () => undefined)
  }

  /** What comes through the port, when that much has come. */
  hear(count: number): Promise<ToWorker[]> {
    return new Promise(resolve => {
      const { port } = this.start as Start
      port.onmessage = ({ data }) => {
        if (this.told.push(data as ToWorker) === count) resolve(this.told)
      }
    })
  }

  set link(state: number) {
    if (this.ring !== undefined) Atomics.store(this.ring.words, WORD.link, state)
  }

  write(text: string): void {
    this.ring?.write(new TextEncoder().encode(text))
  }

  notify(notice: LinkNotice): void {
    this.ring?.notify(new TextEncoder().encode(writeNotice(notice)))
  }
}

/** A socket of the page's own, played by the test: open as soon as the test says so. */
class FakeSocket {
  readonly sent: string[] = []
  readyState = 0
  onopen: (() => void) | undefined
  onclose: (() => void) | undefined

  opened(): void {
    this.readyState = 1
    this.onopen?.()
  }

  send(bytes: Uint8Array): void {
    this.sent.push(new TextDecoder().decode(bytes))
  }

  close(): void {
    this.readyState = 3
    this.onclose?.()
  }
}

export const TEXT = { packets: false, sharesMemory: true, messageBytes: 1 << 24 }
export const message = (seq: number): Outgoing => seal(seq, { seq }, TEXT)
const bridges: TwoDoors[] = []

export interface Opened {
  readonly bridge: TwoDoors
  readonly worker: FakeWorker
  /** The sockets that the page has opened itself. */
  readonly sockets: readonly FakeSocket[]
  /** What the server was asked. */
  readonly asked: readonly SeenRequest[]
  /** What the bridge has told. */
  readonly events: string[]
  /** Fulfilled when frames have come of their own accord. */
  readonly heard: Promise<void>
}

/**
 * A window with shared memory, unless the test says otherwise.
 *
 * @param refuse done before a socket of the page's own is made
 */
export function open(
  server: Server,
  thread: Partial<Thread> = {},
  refuse: () => void = () => undefined,
): Opened {
  const asked = installHttp(server)
  const worker = new FakeWorker()
  const told: string[] = []
  let hear = (): void => undefined
  const heard = new Promise<void>(resolve => {
    hear = resolve
  })
  const events = { frames: () => hear(), link: (up: boolean) => told.push(up ? 'up' : 'down') }
  const address = { origin: 'http://java', session: 'r1.s1', greeting: 'greeting' }
  const sockets: FakeSocket[] = []
  const openSocket = (): WebSocket => {
    refuse()
    const socket = new FakeSocket()
    sockets.push(socket)
    return socket as unknown as WebSocket
  }
  const host = { startWorker: worker.begin, openSocket }
  const bridge = new TwoDoors(address, events, host, {
    sharesMemory: true,
    maySleep: false,
    ...thread,
  })
  bridges.push(bridge)
  return { bridge, worker, sockets, asked, events: told, heard }
}

/** A wait that begins now. */
export function wait(ms = 30_000, taken = 0): Wait {
  const since = performance.now()
  return { taken, since, until: since + ms }
}

let restoreClock = (): void => undefined
beforeEach(() => {
  restoreClock = installClock()
})
afterEach(async () => {
  restoreClock()
  // Closing both ends of each port lets the test runner's process end.
  for (const bridge of bridges.splice(0)) bridge.close(undefined)
})
