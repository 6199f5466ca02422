import { CLOSE_HIBERNATING } from '../protocol.ts'
import type { Greeting } from './greeting.ts'
import { Outbox } from './outbox.ts'
import type { Sealed } from './outgoing.ts'
import { PART_BYTES } from './packet.ts'

/** Pauses before the next try, by the number of tries that failed; the last one repeats. */
const BACK_OFF_MS = [0, 50, 100, 200, 500, 1000, 2000, 5000] as const
/** Share by which a pause is longer or shorter at random, so that many pages do not come back in step. */
const JITTER = 0.3
/** Close code of a Java process that ends, to be followed by another. It closes the sockets of all its pages in one moment. */
const RESTART = 1012
/** Over how long the first tries of all those pages spread: with 500 pages it is 125 tries a second, whatever pause each would have else. */
const SPREAD_MS = 4000
/** The tries after it, where the next process is not there yet: from this pause on, over {@link AGAIN_SPREAD_MS}. */
const AGAIN_MS = 3000
const AGAIN_SPREAD_MS = 3000
/** How often a sign of life is sent until Java says what it expects. Also, a socket through which nothing goes is closed by those in between. */
const ALIVE_MS = 10_000
/** How many of those times Java may be silent, though it answers signs of life, or a socket may take to open, before it is taken for dead. */
const SILENT_TIMES = 2.5
const ALIVE = '{"jsonrpc":"2.0","method":"session.alive"}'

/** What the link needs of its surroundings; tests give their own. */
export interface LinkHost {
  openSocket(url: string): WebSocket
  setTimeout(task: () => void, ms: number): unknown
  setInterval(task: () => void, ms: number): unknown
  clearInterval(interval: unknown): void
  now(): number
  random(): number
  /** Calls `task` when there is reason to believe that the network has come back. */
  whenOnline(task: () => void): void
}

/** What the link tells. */
export interface LinkEvents {
  frame(bytes: ArrayBuffer): void
  /** @param sent the highest number that went by an earlier socket. Nothing has gone by this one yet */
  up(sent: number): void
  /** @param sent the highest number that went by any socket */
  down(reason: string, sent: number): void
  /** The link has ended for good. */
  closed(): void
}

/**
 * The WebSocket of a page and its return after each loss. On every new socket goes first the greeting, then all that Java has not
 * acknowledged. Frames are bytes in both directions and are never parsed.
 */
export class SocketLink {
  readonly #url: string
  readonly #host: LinkHost
  readonly #events: LinkEvents
  readonly #outbox = new Outbox<Sealed>()
  readonly #encoder = new TextEncoder()
  readonly #part = new Uint8Array(PART_BYTES)
  readonly #greeting: Greeting
  /** The socket, from its opening on. */
  #socket: WebSocket | undefined
  /** The socket that is being opened. */
  #next: WebSocket | undefined
  /** The highest number that went by a socket. */
  #sent = 0
  #failures = 0
  /** Whether Java has ended and not spoken since: then this page is one of many that come back. */
  #isSpread = false
  /** Ends the pause before the next try. */
  #endPause: (() => void) | undefined
  #heard = 0
  #aliveMs = ALIVE_MS
  #beat: unknown
  #closed = false
  /** Whether no socket is wanted for now. */
  #hibernates = false

  constructor(url: string, greeting: Greeting, events: LinkEvents, host: LinkHost) {
    this.#url = url
    this.#greeting = greeting
    this.#events = events
    this.#host = host
    this.pace(ALIVE_MS)
    host.whenOnline(() => this.#endPause?.())
    this.#connect()
  }

  /** Sends a message, now or when the socket is there. */
  send(message: Sealed, acknowledged: number): void {
    this.acknowledge(acknowledged)
    this.#outbox.add(message)
    this.#writeMessage(message)
  }

  /** Java has everything up to `seq`. */
  acknowledge(seq: number): void {
    this.#outbox.acknowledge(seq)
  }

  /** Signs of life are sent this often, in milliseconds, from now on. */
  pace(ms: number): void {
    this.#aliveMs = ms
    this.#host.clearInterval(this.#beat)
    this.#beat = this.#host.setInterval(() => this.#signOfLife(), ms)
  }

  /**
   * Gives the socket up, after all that was sent, and opens none until {@link resume}: the page is about to be frozen, and this worker with
   * it. That the link is down is told at once, for there may be no later.
   */
  hibernate(): void {
    if (this.#closed || this.#hibernates) return
    this.#hibernates = true
    this.#drop(CLOSE_HIBERNATING)
    this.#endPause = undefined
    this.#events.down('the page hibernates', this.#sent)
  }

  /** The page goes on: a socket is wanted again, at once. */
  resume(): void {
    if (!this.#hibernates) return
    this.#hibernates = false
    this.#failures = 0
    this.#connect()
  }

  /** Ends the link for good, after all that was sent. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    const socket = this.#socket ?? this.#next
    if (socket === undefined) this.#events.closed()
    else socket.close(1000)
  }

  #connect(): void {
    if (this.#closed) return
    const socket = this.#host.openSocket(this.#url)
    this.#next = socket
    this.#heard = this.#host.now()
    socket.binaryType = 'arraybuffer'
    socket.onopen = () => {
      if (this.#closed) return socket.close(1000)
      this.#next = undefined
      this.#socket = socket
      this.#heard = this.#host.now()
      this.#events.up(this.#sent)
      this.#write(this.#greeting.next())
      // From the first word on Java may count on hearing more.
      this.#write(ALIVE)
      for (const message of this.#outbox.after(0)) this.#writeMessage(message)
    }
    socket.onmessage = ({ data }: MessageEvent<ArrayBuffer | string>) => {
      this.#heard = this.#host.now()
      // Not before: a server that accepts and closes at once must not be asked in a tight loop.
      this.#failures = 0
      this.#isSpread = false
      this.#events.frame(typeof data === 'string' ? this.#encoder.encode(data).buffer : data)
    }
    socket.onclose = ({ code, reason }) =>
      this.#lost(`socket closed with ${code}${reason ? ` (${reason})` : ''}`, code)
  }

  #lost(why: string, code?: number): void {
    this.#socket = undefined
    this.#next = undefined
    this.#events.down(why, this.#sent)
    if (this.#closed) return this.#events.closed()
    if (code === RESTART) this.#isSpread = true
    const pause = this.#isSpread ? this.#spreadPause(code) : this.#backOff()
    this.#failures++
    const goOn = (): void => {
      if (this.#endPause !== goOn) return
      this.#endPause = undefined
      this.#connect()
    }
    this.#endPause = goOn
    this.#host.setTimeout(goOn, pause)
  }

  #spreadPause(code?: number): number {
    const random = this.#host.random()
    return code === RESTART ? SPREAD_MS * random : AGAIN_MS + AGAIN_SPREAD_MS * random
  }

  #backOff(): number {
    const pause = BACK_OFF_MS[Math.min(this.#failures, BACK_OFF_MS.length - 1)] ?? 0
    return pause * (1 + JITTER * (2 * this.#host.random() - 1))
  }

  #signOfLife(): void {
    const socket = this.#socket ?? this.#next
    if (socket === undefined) return
    const patience = SILENT_TIMES * this.#aliveMs
    if (this.#host.now() - this.#heard <= patience) return this.#write(ALIVE)
    this.#drop()
    this.#lost(`Java was silent for ${patience / 1000} s`)
  }

  /** Lets go of the socket, or of the one that is being opened. To close takes a browser a minute where nobody answers. */
  #drop(code?: number): void {
    const socket = this.#socket ?? this.#next
    this.#socket = undefined
    this.#next = undefined
    if (socket === undefined) return
    socket.onopen = socket.onmessage = socket.onclose = null
    socket.close(code)
  }

  #writeMessage(message: Sealed): void {
    if (this.#socket === undefined) return
    this.#sent = Math.max(this.#sent, message.seq)
    if ('text' in message) this.#write(message.text)
    else this.#writePacket(message.packet)
  }

  /** In parts: the browser takes a copy of each, so one buffer serves all of them. It does not take shared memory. */
  #writePacket(packet: Uint8Array): void {
    for (let at = 0; at < packet.length; at += PART_BYTES) {
      const part = packet.subarray(at, at + PART_BYTES)
      this.#part.set(part)
      this.#socket?.send(this.#part.subarray(0, part.length))
    }
  }

  #write(text: string): void {
    this.#socket?.send(this.#encoder.encode(text))
  }
}
