import { describe, expect, it } from 'vitest'
import { Greeting } from '../../src/bridge/greeting.ts'
import { type LinkHost, SocketLink } from '../../src/bridge/socket-link.ts'

/** A WebSocket whose fate the test decides. */
class FakeSocket {
  readonly sent: string[] = []
  /** Binary messages as they are. */
  readonly parts: Uint8Array[] = []
  onopen: () => void = () => undefined
  onmessage: (event: { data: ArrayBuffer | string }) => void = () => undefined
  onclose: (event: { code: number; reason: string }) => void = () => undefined
  binaryType = 'blob'
  isClosed = false
  /** The code it was closed with. */
  code: number | undefined

  send(bytes: Uint8Array): void {
    this.parts.push(bytes.slice())
    this.sent.push(new TextDecoder().decode(bytes))
  }

  close(code?: number): void {
    this.isClosed = true
    this.code = code
    this.onclose?.({ code: 1000, reason: '' })
  }
}

const hello = (renderer: string): string => JSON.stringify({ id: 1, params: [{ renderer }] })
const greets = (renderer: string, epoch: number): string =>
  JSON.stringify({ id: 1, params: [{ renderer, epoch }] })

/** A link whose clock and timers the test turns. */
function setUp(): {
  link: SocketLink
  greeting: Greeting
  sockets: FakeSocket[]
  events: string[]
  timers: { task: () => void; ms: number }[]
  socket: () => FakeSocket
  goOnline: () => void
  tick: (ms: number) => void
} {
  const sockets: FakeSocket[] = []
  const timers: { task: () => void; ms: number }[] = []
  const intervals: { task: () => void; ms: number }[] = []
  const events: string[] = []
  let now = 0
  let goOnline = (): void => undefined
  const host: LinkHost = {
    openSocket() {
      const socket = new FakeSocket()
      sockets.push(socket)
      return socket as unknown as WebSocket
    },
    setTimeout: (task, ms) => timers.push({ task, ms }),
    setInterval: (task, ms) => intervals.push({ task, ms }) - 1,
    clearInterval: interval => delete intervals[interval as number],
    now: () => now,
    random: () => 0.5,
    whenOnline: task => {
      goOnline = task
    },
  }
  const greeting = new Greeting(hello('r1'))
  const link = new SocketLink(
    'ws://java/valence/socket',
    greeting,
    {
      frame: bytes => events.push(new TextDecoder().decode(bytes)),
      up: sent => events.push(sent === 0 ? 'up' : `up after ${sent}`),
      down: (reason, sent) => events.push(sent === 0 ? `down: ${reason}` : `down after ${sent}: ${reason}`),
      closed: () => events.push('closed'),
    },
    host,
  )
  return {
    link,
    greeting,
    sockets,
    events,
    timers,
    socket: () => sockets.at(-1) as FakeSocket,
    goOnline: () => goOnline(),
    tick(ms) {
      now += ms
      for (const { task, ms: each } of intervals.filter(Boolean)) if (now % each === 0) task()
    },
  }
}

const message = (seq: number): { seq: number; text: string } => ({ seq, text: `message ${seq}` })

describe('a link', () => {
  it('greets first, then sends what waited', () => {
    const { link, socket, events } = setUp()
    link.send(message(1), 0)
    socket().onopen()
    link.send(message(2), 0)
    expect(socket().sent).toEqual([greets('r1', 1), ALIVE, 'message 1', 'message 2'])
    expect(socket().binaryType).toBe('arraybuffer')
    expect(events).toEqual(['up'])
  })

  it('passes frames on as bytes, whatever kind they came as', () => {
    const { socket, events } = setUp()
    socket().onopen()
    socket().onmessage({ data: new TextEncoder().encode('binary').buffer })
    socket().onmessage({ data: 'text' })
    expect(events).toEqual(['up', 'binary', 'text'])
  })

  it('sends again after a loss what Java has not acknowledged', () => {
    const { link, greeting, socket, timers } = setUp()
    socket().onopen()
    for (const seq of [1, 2, 3]) link.send(message(seq), 0)
    link.send(message(4), 2)
    greeting.change(hello('r1, who resumes'))
    socket().onclose({ code: 1006, reason: '' })
    timers[0]?.task()
    socket().onopen()
    expect(socket().sent).toEqual([greets('r1, who resumes', 2), ALIVE, 'message 3', 'message 4'])
  })

  it('drops what Java has acknowledged since, without a message that says so', () => {
    const { link, socket, timers } = setUp()
    socket().onopen()
    for (const seq of [1, 2]) link.send(message(seq), 0)
    link.acknowledge(1)
    socket().onclose({ code: 1006, reason: '' })
    timers[0]?.task()
    socket().onopen()
    expect(socket().sent).toEqual([greets('r1', 2), ALIVE, 'message 2'])
  })

  it('sends a packet in parts, and the whole of it again after a loss', () => {
    const { link, socket, timers } = setUp()
    const packet = new Uint8Array(new SharedArrayBuffer(600_000))
    packet.forEach((_, index) => {
      packet[index] = index >> 12
    })
    socket().onopen()
    link.send({ seq: 1, packet }, 0)
    const lose = (): void => {
      socket().onclose({ code: 1006, reason: '' })
      timers.at(-1)?.task()
      socket().onopen()
    }
    for (const round of [1, 2]) {
      const parts = socket().parts.slice(2)
      expect(parts.map(part => part.length)).toEqual([262_144, 262_144, 75_712])
      expect(Buffer.concat(parts).equals(packet), `round ${round}`).toBe(true)
      expect(parts.every(part => part.buffer instanceof ArrayBuffer)).toBe(true)
      lose()
    }
  })

  it('tells what has gone by a socket: not what waits for one, and not what goes by the next', () => {
    const { link, socket, timers, events } = setUp()
    link.send(message(1), 0)
    expect(events).toEqual([])
    socket().onopen()
    link.send(message(2), 0)
    socket().onclose({ code: 1006, reason: '' })
    link.send(message(3), 0)
    timers[0]?.task()
    socket().onclose({ code: 1006, reason: '' })
    timers[1]?.task()
    socket().onopen()
    expect(events).toEqual([
      'up',
      'down after 2: socket closed with 1006',
      'down after 2: socket closed with 1006',
      'up after 2',
    ])
    socket().onclose({ code: 1006, reason: '' })
    expect(events.at(-1)).toBe('down after 3: socket closed with 1006')
  })

  it('says why it is down', () => {
    const { socket, events } = setUp()
    socket().onclose({ code: 1013, reason: 'busy' })
    expect(events).toEqual(['down: socket closed with 1013 (busy)'])
  })

  it('comes back at once, then more and more slowly', () => {
    const { sockets, timers } = setUp()
    for (let loss = 0; loss < 10; loss++) {
      sockets.at(-1)?.onclose({ code: 1006, reason: '' })
      timers.at(-1)?.task()
    }
    expect(timers.map(({ ms }) => ms)).toEqual([0, 50, 100, 200, 500, 1000, 2000, 5000, 5000, 5000])
  })

  it('begins anew with its pauses when Java has said something, and not before', () => {
    const { socket, timers } = setUp()
    const lose = (): void => {
      socket().onclose({ code: 1006, reason: '' })
      timers.at(-1)?.task()
    }
    lose()
    socket().onopen()
    lose()
    expect(timers.map(({ ms }) => ms)).toEqual([0, 50])
    socket().onopen()
    socket().onmessage({ data: 'hello' })
    lose()
    expect(timers.at(-1)?.ms).toBe(0)
  })

  it('comes back at once when the browser finds its network again, and only once', () => {
    const { sockets, socket, timers, goOnline } = setUp()
    goOnline()
    expect(sockets).toHaveLength(1)
    for (let loss = 0; loss < 8; loss++) {
      socket().onclose({ code: 1006, reason: '' })
      timers.at(-1)?.task()
    }
    socket().onclose({ code: 1006, reason: '' })
    expect(timers.at(-1)?.ms).toBe(5000)
    expect(sockets).toHaveLength(9)
    goOnline()
    expect(sockets).toHaveLength(10)
    goOnline()
    timers.at(-1)?.task()
    expect(sockets).toHaveLength(10)
  })

  it('takes its time when Java is restarted, until Java has said something', () => {
    const { socket, timers } = setUp()
    const lose = (code: number): void => {
      socket().onclose({ code, reason: '' })
      timers.at(-1)?.task()
    }
    lose(1012)
    lose(1006)
    socket().onopen()
    lose(1006)
    expect(timers.map(({ ms }) => ms)).toEqual([2000, 4500, 4500])
    socket().onopen()
    socket().onmessage({ data: 'hello' })
    lose(1006)
    expect(timers.at(-1)?.ms).toBe(0)
  })

  it('gives signs of life, and takes a silent socket for dead', () => {
    const { socket, tick, events, timers, sockets } = setUp()
    socket().onopen()
    tick(10_000)
    tick(10_000)
    expect(socket().sent).toEqual([greets('r1', 1), ALIVE, ALIVE, ALIVE])
    socket().onmessage({ data: 'answer' })
    tick(10_000)
    expect(socket().isClosed).toBe(false)
    tick(10_000)
    tick(10_000)
    expect(socket().isClosed).toBe(true)
    expect(events.filter(event => event.startsWith('down'))).toEqual(['down: Java was silent for 25 s'])
    timers[0]?.task()
    expect(sockets).toHaveLength(2)
  })

  it('waits no longer for a socket that does not open, and tries another', () => {
    const { socket, tick, events, timers, sockets } = setUp()
    tick(10_000)
    tick(10_000)
    expect(socket().isClosed).toBe(false)
    expect(socket().sent).toEqual([])
    tick(10_000)
    expect(socket().isClosed).toBe(true)
    expect(events).toEqual(['down: Java was silent for 25 s'])
    timers[0]?.task()
    expect(sockets).toHaveLength(2)
  })

  it('gives signs of life as often as it is told, and is as patient', () => {
    const { link, socket, tick } = setUp()
    socket().onopen()
    link.pace(1000)
    tick(1000)
    tick(1000)
    expect(socket().sent).toEqual([greets('r1', 1), ALIVE, ALIVE, ALIVE])
    expect(socket().isClosed).toBe(false)
    tick(1000)
    expect(socket().isClosed).toBe(true)
  })

  it('that hibernates closes its socket after all that was sent, says so at once, and makes no other', () => {
    const { link, socket, sockets, timers, events } = setUp()
    socket().onopen()
    link.send(message(1), 0)
    link.hibernate()
    link.hibernate()
    expect(socket().sent.at(-1)).toBe('message 1')
    expect(socket().code).toBe(4001)
    expect(events).toEqual(['up', 'down after 1: the page hibernates'])
    expect([sockets.length, timers.length]).toEqual([1, 0])
  })

  it('that resumes is back at once, with what Java has not acknowledged', () => {
    const { link, greeting, socket, sockets } = setUp()
    socket().onopen()
    link.resume()
    expect(sockets).toHaveLength(1)
    link.hibernate()
    link.send(message(1), 0)
    greeting.change(hello('r1, who resumes'))
    link.resume()
    expect(sockets).toHaveLength(2)
    socket().onopen()
    expect(socket().sent).toEqual([greets('r1, who resumes', 2), ALIVE, 'message 1'])
  })

  it('that resumes has one socket, though a try was due before it hibernated', () => {
    const { link, sockets, timers } = setUp()
    sockets[0]?.onclose({ code: 1006, reason: '' })
    link.hibernate()
    timers[0]?.task()
    expect(sockets).toHaveLength(1)
    link.resume()
    timers[0]?.task()
    expect(sockets).toHaveLength(2)
  })

  it('that hibernates while a socket is being opened gives that one up', () => {
    const { link, sockets, socket, events } = setUp()
    link.hibernate()
    expect(socket().code).toBe(4001)
    expect(socket().onopen).toBeNull()
    expect(events).toEqual(['down: the page hibernates'])
    link.close()
    expect(events.at(-1)).toBe('closed')
    expect(sockets).toHaveLength(1)
  })

  it('that is closed sends the last word and does not come back', () => {
    const { link, socket, timers } = setUp()
    socket().onopen()
    link.send(message(1), 0)
    link.close()
    expect(socket().sent.at(-1)).toBe('message 1')
    expect(socket().isClosed).toBe(true)
    expect(timers).toEqual([])
  })

  it('that is closed while a socket is being opened closes it, and says nothing on it', () => {
    const { link, socket, timers, events } = setUp()
    link.close()
    socket().onopen()
    expect(socket().isClosed).toBe(true)
    expect(socket().sent).toEqual([])
    expect(events).toContain('closed')
    expect(timers).toEqual([])
  })

  it('that is closed between two tries makes no other', () => {
    const { link, sockets, timers, events } = setUp()
    sockets[0]?.onclose({ code: 1006, reason: '' })
    link.close()
    timers[0]?.task()
    expect(sockets).toHaveLength(1)
    expect(events.at(-1)).toBe('closed')
  })
})

const ALIVE = '{"jsonrpc":"2.0","method":"session.alive"}'
