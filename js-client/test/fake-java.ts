import type { Bridge, BridgeEvents } from '../src/bridge/bridge.ts'
import type { Frame } from '../src/bridge/frames.ts'
import type { Outgoing } from '../src/bridge/outgoing.ts'
import type { Message, Opened, Request, WireValue } from '../src/protocol.ts'

/** What Java does with a request: gives the result, or throws a {@link Refusal}. */
export type Answer = (params: readonly unknown[], request: Request) => unknown

/** Thrown by an {@link Answer}: the request fails with this JSON-RPC error. */
export class Refusal extends Error {
  constructor(
    readonly code: number,
    message: string,
    readonly data?: WireValue,
  ) {
    super(message)
  }
}

/** Thrown by an {@link Answer}: there is no answer, for now or for ever. */
export const SILENCE = new Error('no answer')

/**
 * Java and the bridge to it, in one object: answers by a script, in the order of the messages, and only when the page waits or is idle.
 */
export class FakeJava implements Bridge {
  static readonly OPENED: Opened = {
    renderer: 'r1',
    version: '0',
    builtins: ['app', 'BrowserWindow'],
    limits: { depth: 64 },
  }

  /** Everything that the page has sent, in order. */
  readonly sent: Request[] = []
  readonly greetings: string[] = []
  acknowledged = 0
  isClosed = false
  /** How often it was told to give signs of life. */
  readonly paces: number[] = []
  /** What it was told of the page's sleep. */
  readonly life: string[] = []
  /** How often what was held had to be sent without a wait. */
  flushes = 0
  /** What `reached` says. */
  highestReached = Number.MAX_SAFE_INTEGER
  /** How often a session ended because a link could not begin. */
  refusedResumes = 0
  /** How often it was told that nothing is under way. */
  forgotten = 0
  /** The packets among what was sent. */
  readonly packets: Uint8Array[] = []
  /** What is attached to each frame that Java sends. */
  attachments: ArrayBuffer | undefined
  heard = Number.NEGATIVE_INFINITY
  /** By which `heard` is measured. */
  now: () => number = () => 0
  /** What `isAlive` says. */
  isKnownToLive = false
  /** What `ailment` says. */
  illness: string | undefined
  /** Done at each wait, after what was sent has been answered. */
  onWait: () => void = () => undefined
  readonly sharesMemory: boolean
  readonly #answers: Record<string, Answer>
  #events: BridgeEvents | undefined
  #frames: Frame[] = []
  #seq = 0

  constructor(answers: Record<string, Answer> = {}, sharesMemory = true) {
    this.sharesMemory = sharesMemory
    this.#answers = {
      'session.open': () => FakeJava.OPENED,
      'reference.release': () => undefined,
      ...answers,
    }
  }

  readonly connect = (greeting: string, events: BridgeEvents): Bridge => {
    this.greetings.push(greeting)
    this.#events = events
    return this
  }

  // ---- What Java does -----------------------------------------------------------------------------------------

  /** Sends a message with the next number. */
  send(message: Record<string, unknown>): void {
    this.sendAs(++this.#seq, message)
  }

  /** Sends a message with a number of the test's choice. */
  sendAs(seq: number, message: Record<string, unknown>): void {
    const { attachments } = this
    const text = JSON.stringify({ jsonrpc: '2.0', ...message, seq })
    this.#frames.push(attachments === undefined ? { text } : { text, attachments })
    this.#seq = Math.max(this.#seq, seq)
  }

  /** Sends text that is not numbered. */
  sendRaw(text: string): void {
    this.#frames.push({ text })
  }

  /** The page looks at what has come, as if it had been idle. */
  wake(): void {
    this.#events?.frames()
  }

  link(up: boolean): void {
    this.#events?.link(up)
  }

  /** The parameters of all requests of a method. */
  asked(method: string): (readonly unknown[])[] {
    return this.sent.filter(message => message.method === method).map(message => message.params ?? [])
  }

  // ---- What a bridge does -------------------------------------------------------------------------------------

  post(message: Outgoing): void {
    this.hold(message)
  }

  hold(outgoing: Outgoing): void {
    const message = JSON.parse(outgoing.plain()) as Request
    if ('packet' in outgoing.sealed) this.packets.push(outgoing.sealed.packet)
    this.sent.push(message)
    if (message.method !== undefined && message.id !== undefined) this.#answer(message)
  }

  flush(): void {
    this.flushes++
  }

  wait(): void {
    this.onWait()
  }

  take(): readonly Frame[] {
    const frames = this.#frames
    if (frames.length > 0) this.heard = this.now()
    this.#frames = []
    return frames
  }

  acknowledge(seq: number): void {
    this.acknowledged = Math.max(this.acknowledged, seq)
  }

  greet(frame: string): void {
    this.greetings.push(frame)
  }

  limit(): void {}

  reached(isResumeRefused: boolean): number {
    this.refusedResumes += isResumeRefused ? 1 : 0
    return this.highestReached
  }

  pace(ms: number): void {
    this.paces.push(ms)
  }

  forget(): void {
    this.forgotten++
  }

  isAlive(): boolean {
    return this.isKnownToLive
  }

  ailment(): string | undefined {
    return this.illness
  }

  hibernate(): void {
    this.life.push('hibernate')
  }

  resume(): void {
    this.life.push('resume')
  }

  close(last: Outgoing | undefined): void {
    if (last !== undefined) this.sent.push(JSON.parse(last.plain()) as Request)
    this.isClosed = true
  }

  #answer(request: Request): void {
    const { id, method } = request
    const answer = this.#answers[method]
    if (answer === undefined) throw new Error(`The test has no answer to ${method}`)
    try {
      this.send({ id, result: answer(request.params ?? [], request) })
    } catch (error) {
      if (error === SILENCE) return
      if (!(error instanceof Refusal)) throw error
      const { code, message, data } = error
      this.send({ id, error: { code, message, ...(data !== undefined && { data }) } })
    }
  }
}

/** A message as Java would send it, for tests that write it down. */
export type Wire = Message
