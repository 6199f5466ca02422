import type { Bridge, BridgeEvents, Wait } from './bridge/bridge.ts'
import type { Outgoing } from './bridge/outbox.ts'
import { Dispatcher, type PageCommands } from './dispatcher.ts'
import { atCaller, BridgeError, DeadlineError, RemoteError, SessionLostError } from './errors.ts'
import { Listeners } from './listeners.ts'
import { Marshalling } from './marshalling.ts'
import {
  CODE,
  type Failure,
  type Message,
  type MessageId,
  type Opened,
  type Response,
  type ToJava,
  type WireValue,
} from './protocol.ts'
import type { Caller } from './proxy/function-proxy.ts'
import type { Collector } from './registry/references.ts'
import { Sequence } from './sequence.ts'
import { Turns } from './turns.ts'

/** How long a call waits for Java where the page sets nothing else, in milliseconds. */
export const DEFAULT_DEADLINE_MS = 30_000
/** How long releases wait for a call to take them along. */
const RELEASE_DELAY_MS = 10
/** How long acknowledgements do. */
const ACK_DELAY_MS = 1000
/** How many messages may wait for their acknowledgement, so that Java's outbox stays small. */
const ACK_AFTER = 64

/** Who a page is: both minted for this one document, and kept in memory only. */
export interface Identity {
  /** Public id. */
  readonly renderer: string
  /** What proves later messages to be of the same document; 22 or more random characters. */
  readonly secret: string
}

/** What a session is made of; tests give parts of their own. */
export interface SessionParts {
  readonly identity: Identity
  /** What is said of the page when the session opens. */
  readonly facts: Readonly<Record<string, unknown>>
  readonly page: PageCommands
  readonly turns?: Turns
  readonly collector?: Collector
  connect(greeting: string, events: BridgeEvents): Bridge
}

/** The answer to a request, decoded. */
type Outcome = { readonly value: unknown; readonly error?: undefined } | { readonly error: Error }

/** Takes the answer to one request, in the order in which it came. */
type Pending = { readonly isWire: boolean; readonly settle: (outcome: Outcome) => void }

/**
 * One page's conversation with Java: numbers what goes out, puts in order what comes in, and blocks where the application asked for
 * something.
 *
 * Whatever comes in is decoded when it comes, also while a call waits and also when nobody wants it any more, for class descriptors
 * and counts depend on it. What it makes run waits until the call is over.
 */
export class Session implements Caller {
  readonly marshalling: Marshalling
  readonly listeners = new Listeners()
  /** How long a call waits for Java, in milliseconds. */
  deadlineMs = DEFAULT_DEADLINE_MS

  readonly #parts: SessionParts
  readonly #bridge: Bridge
  readonly #turns: Turns
  readonly #dispatcher: Dispatcher
  readonly #sequence = new Sequence()
  readonly #pending = new Map<MessageId, Pending>()
  readonly #openers: ((opened: Opened) => void)[] = []
  #opened: Opened | undefined
  #ended: SessionLostError | undefined
  #linked = false
  /** Whether the application was told that the link is down, and not yet that it is back. */
  #disconnected = false
  #lastId = 0
  #lastSeq = 0
  #lastAck = 0
  #ackTimer: unknown
  #releaseTimer: unknown

  /** Begins to open the session, in the background. */
  constructor(parts: SessionParts) {
    this.#parts = parts
    this.#turns = parts.turns ?? new Turns()
    this.marshalling = new Marshalling(
      this,
      {
        onRelease: () => this.#releaseSoon(),
        onSettled: (id, method, value) => this.#settle(id, method, value),
      },
      parts.collector,
    )
    this.#dispatcher = new Dispatcher(this.marshalling, this.#turns, parts.page, (id, outcome) =>
      this.#bridge.post(this.#number({ id, ...outcome })),
    )
    const greeting = this.#request('session.open', [{ ...parts.identity, ...parts.facts }], {
      isWire: false,
      settle: outcome => this.#open(outcome),
    })
    const events = { frames: () => this.#idle(), link: (up: boolean) => this.#linkChanged(up) }
    this.#bridge = parts.connect(greeting.text, events)
    this.#bridge.hold(greeting)
  }

  // ---- What proxies do; see Caller ----------------------------------------------------------------------------------

  get(target: number, name: string, entry: Function): unknown {
    return this.ask('member.get', [target, name], entry)
  }

  set(target: number, name: string, value: unknown, entry: Function): void {
    this.ask('member.set', [target, name, this.#encode(value, 'value', entry)], entry)
  }

  call(target: number, name: string, args: readonly unknown[], entry: Function): unknown {
    return this.ask('member.call', [target, name, this.#encode(args, 'arguments', entry)], entry)
  }

  apply(target: number, args: readonly unknown[], entry: Function): unknown {
    return this.ask('function.call', [target, this.#encode(args, 'arguments', entry)], entry)
  }

  construct(target: number, args: readonly unknown[], entry: Function): object {
    return this.ask('class.construct', [target, this.#encode(args, 'arguments', entry)], entry) as object
  }

  // ---- What the remote module does ----------------------------------------------------------------------------------

  /** Asks Java and blocks; the result is a wire value and is decoded. */
  ask(method: ToJava, params: readonly unknown[], entry: Function): unknown {
    return this.#block(method, params, true, entry)
  }

  /** Asks Java and blocks; the result is plain JSON. */
  askPlain(method: ToJava, params: readonly unknown[], entry: Function): unknown {
    return this.#block(method, params, false, entry)
  }

  /** Tells Java something in the background. */
  tell(method: ToJava, params: readonly unknown[]): void {
    if (this.#ended === undefined) this.#bridge.post(this.#number({ method, params }))
  }

  /** Gives a remote object back now; see {@link References.release}. */
  release(proxy: object): void {
    this.marshalling.references.release(proxy)
    this.#flushReleases()
  }

  /** What Java said when the session opened. Blocks where the answer is not there yet. */
  opened(entry: Function): Opened {
    this.#await(() => this.#opened !== undefined, 'session.open', entry)
    return this.#opened as Opened
  }

  /** Calls `then` when the session is open: at once where it is. */
  whenOpened(then: (opened: Opened) => void): void {
    if (this.#opened !== undefined) then(this.#opened)
    else this.#openers.push(then)
  }

  /** The document is going: tells Java so. Every later call raises {@link SessionLostError}. */
  close(): void {
    if (this.#ended !== undefined) return
    const last = this.#number({ method: 'session.close', params: [] })
    this.#end(new SessionLostError('This page has said good-bye to Java'))
    this.#bridge.close(last)
  }

  /** The session is over, though the document lives; tells the application once. */
  lose(reason: SessionLostError): void {
    if (this.#ended !== undefined) return
    this.#end(reason)
    this.#bridge.close(undefined)
    this.announceLoss()
  }

  /** Tells the application that the session has ended. */
  announceLoss(): void {
    this.#turns.add(() => this.listeners.emit('session-lost', this.#ended))
  }

  // ---- Going out ----------------------------------------------------------------------------------------------------

  /** Gives a message its place in the order, and takes an acknowledgement along. */
  #number(message: Record<string, unknown>): Outgoing {
    const seq = ++this.#lastSeq
    const ack = this.#sequence.taken
    this.#lastAck = ack
    return { seq, text: JSON.stringify({ jsonrpc: '2.0', ...message, seq, ack }) }
  }

  #request(method: ToJava, params: readonly unknown[], pending: Pending): Outgoing {
    const id = ++this.#lastId
    this.#pending.set(id, pending)
    return this.#number({ method, params, id })
  }

  #encode(value: unknown, root: string, entry: Function): WireValue {
    try {
      return this.marshalling.encode(value, root)
    } catch (error) {
      // What a getter of the application throws is the application's and stays as it is.
      throw error instanceof RemoteError ? atCaller(error, entry) : error
    }
  }

  #flushReleases(): void {
    const releases = this.marshalling.references.takeReleases()
    if (releases.length > 0) this.tell('reference.release', [releases])
  }

  #releaseSoon(): void {
    this.#releaseTimer ??= setTimeout(() => {
      this.#releaseTimer = undefined
      this.#flushReleases()
    }, RELEASE_DELAY_MS)
  }

  #settle(id: number, method: 'promise.resolve' | 'promise.reject', value: unknown): void {
    let wire: WireValue
    try {
      wire = this.marshalling.encode(value, 'value')
    } catch (error) {
      return this.tell('promise.reject', [id, this.marshalling.encode(error, 'value')])
    }
    this.tell(method, [id, wire])
  }

  // ---- Blocking -----------------------------------------------------------------------------------------------------

  #block(method: ToJava, params: readonly unknown[], isWire: boolean, entry: Function): unknown {
    this.#throwIfEnded(entry)
    this.#flushReleases()
    let outcome: Outcome | undefined
    const settle = (settled: Outcome): void => {
      outcome = settled
    }
    this.#bridge.hold(this.#request(method, params, { isWire, settle }))
    this.#await(() => outcome !== undefined, describe(method, params), entry)
    const { error, value } = outcome as unknown as { error?: Error; value?: unknown }
    if (error !== undefined) throw atCaller(error, entry)
    return value
  }

  /** The one place where a page waits for Java. */
  #await(isOver: () => boolean, what: string, entry: Function): void {
    const since = performance.now()
    const until = since + this.deadlineMs
    for (;;) {
      this.#takeIn()
      if (isOver()) return
      this.#throwIfEnded(entry)
      if (performance.now() >= until) throw atCaller(this.#tooLate(what), entry)
      this.#wait({ taken: this.#sequence.taken, since, until }, entry)
    }
  }

  #wait(wait: Wait, entry: Function): void {
    try {
      this.#bridge.wait(wait)
    } catch (error) {
      throw atCaller(error as Error, entry)
    }
  }

  #tooLate(what: string): Error {
    const time = `${this.deadlineMs} ms`
    const ailment = this.#bridge.ailment()
    if (ailment === undefined) return new DeadlineError(`Java did not answer ${what} within ${time}`)
    return new BridgeError(`${what} got no answer within ${time}: ${ailment}`)
  }

  #throwIfEnded(entry: Function): void {
    if (this.#ended !== undefined) throw atCaller(new SessionLostError(this.#ended.message), entry)
  }

  // ---- Coming in ----------------------------------------------------------------------------------------------------

  #idle(): void {
    this.#takeIn()
    if (this.#sequence.taken - this.#lastAck >= ACK_AFTER) this.#acknowledge()
    else if (this.#sequence.taken > this.#lastAck)
      this.#ackTimer ??= setTimeout(() => this.#acknowledge(), ACK_DELAY_MS)
  }

  /** An acknowledgement of its own is no part of the order: it only tells what was taken in. */
  #acknowledge(): void {
    this.#ackTimer = undefined
    if (this.#sequence.taken > this.#lastAck) this.tell('session.alive', [])
  }

  #takeIn(): void {
    for (const frame of this.#bridge.take()) {
      const parsed = JSON.parse(frame) as Message | readonly Message[]
      for (const message of Array.isArray(parsed) ? parsed : [parsed]) {
        if (message.ack !== undefined) this.#bridge.acknowledge(message.ack)
        for (const next of this.#sequence.arrive(message)) this.#handle(next)
      }
    }
  }

  /** What one message does wrong must not cost those behind it: it becomes an uncaught error of the page. */
  #handle(message: Message): void {
    try {
      this.#route(message)
    } catch (error) {
      this.#turns.add(() => {
        throw error
      })
    }
  }

  #route(message: Message): void {
    if ('method' in message) {
      this.#dispatcher.dispatch(message)
    } else if ('error' in message && message.error.code === CODE.sessionLost) {
      this.lose(new SessionLostError(message.error.message))
    } else {
      this.#answer(message)
    }
  }

  #answer(response: Response): void {
    const pending = this.#pending.get(response.id)
    if (response.id === RESUME_ID) return this.#resumed()
    if (pending === undefined) return
    this.#pending.delete(response.id)
    pending.settle(this.#outcome(response, pending.isWire))
  }

  #outcome(response: Response, isWire: boolean): Outcome {
    try {
      if ('error' in response) return { error: this.marshalling.decodeFailure((response as Failure).error) }
      return { value: isWire ? this.marshalling.decode(response.result as WireValue) : response.result }
    } catch (error) {
      return { error: error as Error }
    }
  }

  // ---- Beginning and end --------------------------------------------------------------------------------------------

  #open(outcome: Outcome): void {
    if (outcome.error !== undefined) {
      return this.lose(new SessionLostError(`Java did not open a session: ${outcome.error.message}`))
    }
    const opened = outcome.value as Opened
    this.#opened = opened
    this.marshalling.depth = opened.limits?.depth ?? this.marshalling.depth
    const params = [{ ...this.#parts.identity, resume: true }]
    this.#bridge.greet(JSON.stringify({ jsonrpc: '2.0', method: 'session.open', params, id: RESUME_ID }))
    for (const then of this.#openers.splice(0)) then(opened)
  }

  #linkChanged(up: boolean): void {
    if (!up && this.#linked && this.#opened !== undefined && this.#ended === undefined) {
      this.#disconnected = true
      this.#turns.add(() => this.listeners.emit('disconnected'))
    }
    this.#linked = up
  }

  #resumed(): void {
    if (!this.#disconnected) return
    this.#disconnected = false
    this.#turns.add(() => this.listeners.emit('resumed'))
  }

  #end(reason: SessionLostError): void {
    this.#ended = reason
    for (const { settle } of this.#pending.values()) settle({ error: reason })
    this.#pending.clear()
    this.marshalling.callbacks.clear()
    this.#turns.add(() => this.marshalling.promises.rejectAll(() => new SessionLostError(reason.message)))
  }
}

/** Id of the greetings after the first. */
const RESUME_ID = 'resume'

/** What was asked, for messages: the method, and the name in it where there is one. */
function describe(method: ToJava, params: readonly unknown[]): string {
  const name = params.find(param => typeof param === 'string')
  return name === undefined ? method : `${method} '${name}'`
}
