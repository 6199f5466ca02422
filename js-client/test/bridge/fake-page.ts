import { afterEach, beforeEach } from 'vitest'
import type { Wait } from '../../src/bridge/bridge.ts'
import { type Outgoing, seal } from '../../src/bridge/outgoing.ts'
import { type LinkNotice, type Start, type ToWorker, writeNotice } from '../../src/bridge/port.ts'
import { KNOCK, RingWriter, WORD } from '../../src/bridge/ring.ts'
import type { Thread } from '../../src/bridge/surroundings.ts'
import { TwoDoors } from '../../src/bridge/two-doors.ts'
import { installClock, installHttp, type SeenRequest, type Server } from './fake-http.ts'

/** The worker's side of a bridge, played by the test. */
class FakeWorker {
  readonly told: ToWorker[] = []
  start: Start | undefined
  ring: RingWriter | undefined
  /** What comes of knocks at the second door; `deaf` is a worker that hears of none. */
  door: keyof typeof KNOCK | 'unanswered' | 'deaf' = 'answered'

  readonly begin = (start: Start): Worker => {
    this.start = start
    if (start.memory !== undefined) this.ring = new RingWriter(start.memory, () => undefined)
    return this as unknown as Worker
  }

  addEventListener(): void {}

  /** Does what a worker does while the page blocks. */
  turn(): void {
    const { words } = this.ring ?? {}
    if (words === undefined || this.door === 'deaf') return
    const asked = Atomics.load(words, WORD.knock)
    if (asked === Atomics.load(words, WORD.settled)) return
    Atomics.add(words, WORD.beat, 1)
    if (this.door === 'unanswered') return
    Atomics.store(words, WORD.outcome, KNOCK[this.door])
    Atomics.store(words, WORD.settled, asked)
  }

  /** What comes through the port but knocks, when that much has come. */
  hear(count: number): Promise<ToWorker[]> {
    return new Promise(resolve => {
      const { port } = this.start as Start
      port.onmessage = ({ data }) => {
        const told = data as ToWorker
        if (told.type !== 'knock' && this.told.push(told) === count) resolve(this.told)
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
const workers: FakeWorker[] = []

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
 * @param seeks whether it is a worker of the page's, which has no admission of its own
 * @param refuse done before a socket of the page's own is made
 * @param startWorker stands for the browser, where it does not do what it is asked for
 */
export function open(
  server: Server,
  { seeks = false, ...thread }: Partial<Thread> & { readonly seeks?: boolean } = {},
  refuse: () => void = () => undefined,
  startWorker?: (start: Start) => Worker | undefined,
): Opened {
  const asked = installHttp(server)
  const worker = new FakeWorker()
  workers.push(worker)
  const told: string[] = []
  let hear = (): void => undefined
  const heard = new Promise<void>(resolve => {
    hear = resolve
  })
  const events = { frames: () => hear(), link: (up: boolean) => told.push(up ? 'up' : 'down') }
  const address = { origin: 'http://java', session: 'r1.s1', greeting: 'greeting', seeks }
  const sockets: FakeSocket[] = []
  const openSocket = (): WebSocket => {
    refuse()
    const socket = new FakeSocket()
    sockets.push(socket)
    return socket as unknown as WebSocket
  }
  const host = { startWorker: startWorker ?? worker.begin, openSocket }
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
  restoreClock = installClock(() => {
    for (const worker of workers) worker.turn()
  })
})
afterEach(async () => {
  restoreClock()
  // Closing both ends of each port lets the test runner's process end.
  for (const bridge of bridges.splice(0)) bridge.close(undefined)
  workers.length = 0
})
