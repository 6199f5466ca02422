import { describe, expect, it } from 'vitest'
import { Greeting } from '../../src/bridge/greeting.ts'
import { type LinkHost, SocketLink } from '../../src/bridge/socket-link.ts'

const PAGES = 500

/** Numbers that look random and are the same in each run (mulberry32). */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A server that closes all its sockets at 0 with 1012 and is there again after `downMs`; its pages, and a clock that the test turns. */
class Restart {
  readonly handshakes: number[] = []
  readonly #timers: { at: number; task: () => void }[] = []
  readonly #sockets: Partial<WebSocket>[] = []
  readonly #downMs: number
  #now = -1

  constructor(downMs: number, seed: number) {
    this.#downMs = downMs
    const host: LinkHost = {
      openSocket: () => this.#open(),
      setTimeout: (task, ms) => this.#timers.push({ at: this.#now + ms, task }),
      setInterval: () => undefined,
      clearInterval: () => undefined,
      now: () => this.#now,
      random: random(seed),
      whenOnline: () => undefined,
    }
    const events = { frame: () => 0, up: () => 0, down: () => 0, closed: () => 0 }
    for (let page = 0; page < PAGES; page++)
      new SocketLink('ws://java', new Greeting('{"params":[{}]}'), events, host)
  }

  #open(): WebSocket {
    const socket: Partial<WebSocket> = { send: () => undefined }
    const isStart = this.#now < 0
    if (isStart) this.#sockets.push(socket)
    const isUp = isStart || this.#now >= this.#downMs
    if (isUp && !isStart) this.handshakes.push(this.#now)
    this.#timers.push({ at: this.#now, task: () => (isUp ? this.#accept(socket) : close(socket, 1006)) })
    return socket as WebSocket
  }

  #accept(socket: Partial<WebSocket>): void {
    socket.onopen?.call(socket as WebSocket, new Event('open'))
    socket.onmessage?.call(socket as WebSocket, new MessageEvent('message', { data: 'opened' }))
  }

  /** Lets it happen; gives the most handshakes that any second has had. */
  run(): number {
    this.#advance(-1)
    this.#now = 0
    for (const socket of this.#sockets) close(socket, 1012)
    this.#advance(120_000)
    const seconds = this.handshakes.map(from => this.handshakes.filter(at => at >= from && at < from + 1000))
    return Math.max(...seconds.map(({ length }) => length))
  }

  #advance(until: number): void {
    for (;;) {
      const next = this.#timers.reduce(
        (first, timer, index) =>
          timer.at < (this.#timers[first]?.at ?? Number.POSITIVE_INFINITY) ? index : first,
        0,
      )
      const timer = this.#timers[next]
      if (timer === undefined || timer.at > until) return
      this.#timers.splice(next, 1)
      this.#now = timer.at
      timer.task()
    }
  }
}

function close(socket: Partial<WebSocket>, code: number): void {
  socket.onclose?.call(socket as WebSocket, { code, reason: '' } as CloseEvent)
}

describe('500 pages whose server is restarted', () => {
  it.each([0, 300, 1000, 2000, 3000, 5000, 10_000, 30_000])(
    'come back spread, and soon, when it is away for %d ms',
    downMs => {
      for (let seed = 1; seed <= 2; seed++) {
        const restart = new Restart(downMs, seed)
        expect(restart.run()).toBeLessThan(200)
        expect(restart.handshakes).toHaveLength(PAGES)
        expect(Math.max(...restart.handshakes) - downMs).toBeLessThan(10_000)
      }
    },
  )
})
