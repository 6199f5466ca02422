import type { Capacity } from './attachments.ts'
import type { Bridge, BridgeEvents } from './bridge/bridge.ts'
import type { Frame } from './bridge/frames.ts'
import { type Outgoing, seal } from './bridge/outgoing.ts'
import {
  atCaller,
  BridgeError,
  DeadlineError,
  errorNamed,
  lostCall,
  RemoteError,
  type SessionLostError,
} from './errors.ts'
import {
  bare,
  CODE,
  type Message,
  type MessageId,
  type Request,
  type Response,
  type ToJava,
} from './protocol.ts'
import { Sequence } from './sequence.ts'
import type { SyncBudget } from './sync-budget.ts'

/** How long a call waits for Java where nobody sets anything else, in milliseconds. */
export const DEFAULT_DEADLINE_MS = 30_000
/** How long an acknowledgement waits for a message that takes it along. */
const ACK_DELAY_MS = 1000
/** How many messages may wait for theirs, so that Java's outbox stays small. */
const ACK_AFTER = 64
/** How many signs of life there are in the time after which Java takes silence for a broken network. */
const SIGNS = 3
/** Id of the requests that begin every link but the first. */
const RESUME_ID = 'resume'

/** What comes in that nobody waits for. None of it may throw, nor, but for callable functions, run code of the application. */
export interface Incoming {
  /** Java asks for something, or tells it. */
  request(request: Request): void
  /**
   * What runs the callable functions for which Java waits: code of the application, inside of the code that waits. Undefined where
   * there are none.
   */
  callables(): (() => void) | undefined
  /** Something came that cannot be read. */
  unreadable(error: unknown): void
  /** Java does not know this session, or does not believe that this page is its own. */
  refused(message: string): void
  /** The link came up or went down. */
  link(up: boolean): void
  /** Java has taken the session up again on a new link. */
  resumed(): void
}

/** What becomes of one request: it is answered, or the session ends before. */
export interface Pending {
  answer(response: Response): void
  fail(reason: Error): void
}

/** A request that Java has not answered. */
interface Unanswered {
  readonly seq: number
  readonly pending: Pending
}

type Outcome<T> = { readonly value: T; readonly error?: undefined } | { readonly error: unknown }

/**
 * JSON-RPC over a bridge, in one order: numbers what goes out, puts in order what comes in, acknowledges it, and blocks where an
 * answer is wanted at once.
 */
export class JsonRpc {
  /** How long a request waits for its answer, in milliseconds. */
  deadlineMs = DEFAULT_DEADLINE_MS
  /** Counts what {@link ask} costs the page; undefined where nobody wants to know. */
  budget: SyncBudget | undefined
  readonly #incoming: Incoming
  readonly #bridge: Bridge
  readonly #sequence = new Sequence()
  readonly #pending = new Map<MessageId, Unanswered>()
  #ended: SessionLostError | undefined
  /** Whether Java has refused what a link began with, and so all that went by that link. */
  #isResumeRefused = false
  #capacity: Capacity = { packets: false, sharesMemory: false, messageBytes: Number.POSITIVE_INFINITY }
  /** Whether callable functions run, inside of a call that waits. */
  #isInside = false
  #lastId = 0
  #lastSeq = 0
  #lastAck = 0
  #ackTimer: unknown

  /** Connects; the first thing that Java gets is `method`, by whichever door opens first. */
  constructor(
    incoming: Incoming,
    connect: (greeting: string, events: BridgeEvents) => Bridge,
    method: ToJava,
    params: readonly unknown[],
    pending: Pending,
  ) {
    this.#incoming = incoming
    const greeting = this.#request(method, params, pending)
    const events = { frames: () => this.#idle(), link: (up: boolean) => incoming.link(up) }
    this.#bridge = connect(greeting.plain(), events)
    this.#bridge.hold(greeting)
  }

  /**
   * What begins every link from now on. It stands outside of the order: whoever knows it has come back.
   *
   * @param admission see {@link Bridge.greet}
   */
  greet(method: ToJava, params: readonly unknown[], admission: string | undefined): void {
    this.#bridge.greet(JSON.stringify({ jsonrpc: '2.0', method, params, id: RESUME_ID }), admission)
  }

  /** What Java takes from now on: no message that is longer, in bytes, or has more values; and packets, or no packets. */
  limit(messageBytes: number, values: number, packets: boolean): Capacity {
    this.#capacity = { packets, sharesMemory: this.#bridge.sharesMemory, messageBytes, values }
    this.#bridge.limit(messageBytes)
    return this.#capacity
  }

  /** Java takes the network for broken where it hears nothing for this long, in milliseconds. */
  expect(silence: number): void {
    this.#bridge.pace(silence / SIGNS)
  }

  /** Tells Java something in the background; nothing where the session has ended. */
  notify(method: ToJava, params: readonly unknown[]): void {
    if (this.#ended === undefined) this.#bridge.post(this.#number({ method, params }))
  }

  /** Answers a request of Java's: in the background, or, inside of a call that waits, by the door at which that goes on to wait. */
  respond(id: MessageId, outcome: { readonly result: unknown } | { readonly error: unknown }): void {
    if (this.#ended !== undefined) return
    const answer = this.#number({ id, ...outcome })
    if (this.#isInside) this.#bridge.hold(answer)
    else this.#bridge.post(answer)
  }

  /**
   * Asks Java and blocks until the answer is there.
   *
   * @param read makes the value of an answer, or throws. It runs in the order of the messages, also for an answer that comes too late
   * @param entry where the stacks of errors begin
   */
  ask<T>(method: ToJava, params: readonly unknown[], read: (response: Response) => T, entry: Function): T {
    if (this.budget === undefined) return this.#ask(method, params, read, entry)
    return this.budget.count(() => this.#ask(method, params, read, entry), describe(method, params), entry)
  }

  #ask<T>(method: ToJava, params: readonly unknown[], read: (response: Response) => T, entry: Function): T {
    if (this.#ended !== undefined) throw atCaller(lostCall(this.#ended, 'no'), entry)
    let outcome: Outcome<T> | undefined
    const pending: Pending = {
      answer: response => {
        outcome = attempt(() => read(response))
      },
      fail: error => {
        outcome = { error }
      },
    }
    this.#bridge.hold(atEntry(entry, () => this.#request(method, params, pending)))
    this.await(() => outcome !== undefined, describe(method, params), entry)
    return unwrap(outcome as unknown as Outcome<T>, entry)
  }

  /**
   * Asks Java in the background.
   *
   * @param keep whether Java keeps the answer until the page has it, so that other requests may refer to it
   * @returns the id of the request
   */
  post(method: ToJava, params: readonly unknown[], pending: Pending, keep: boolean): number {
    if (this.#ended !== undefined) throw lostCall(this.#ended, 'no')
    this.#bridge.post(this.#request(method, params, pending, keep))
    return this.#lastId
  }

  /**
   * Blocks until `isOver`, taking in what comes and running the page's callable functions when Java calls them. The one place where a
   * page waits for Java. The time that these functions take does not count: Java waits for the page then.
   *
   * @param what is waited for, for messages
   * @param ms how long at most
   */
  await(isOver: () => boolean, what: string, entry: Function, ms = this.deadlineMs): void {
    try {
      this.#await(isOver, what, entry, ms)
    } finally {
      // What a wait takes in wakes nobody later.
      if (this.#ackTimer === undefined) this.#acknowledgeSoon()
    }
  }

  #await(isOver: () => boolean, what: string, entry: Function, ms: number): void {
    const since = performance.now()
    let until = since + ms
    for (;;) {
      this.#takeIn()
      const spent = this.#runCallables()
      const isDone = isOver()
      // What they answered leaves with the next wait, where there is one.
      if (isDone && spent !== undefined) this.#bridge.flush()
      if (isDone) return
      if (this.#ended !== undefined) throw atCaller(again(this.#ended), entry)
      until += spent ?? 0
      if (performance.now() >= until) {
        this.#bridge.flush()
        throw atCaller(this.#tooLate(what, ms, since), entry)
      }
      const wait = { taken: this.#sequence.taken, since, until }
      atEntry(entry, () => this.#bridge.wait(wait))
    }
  }

  /** How long they took, in milliseconds; undefined where there were none. */
  #runCallables(): number | undefined {
    const run = this.#incoming.callables()
    if (run === undefined) return undefined
    const since = performance.now()
    const wasInside = this.#isInside
    this.#isInside = true
    try {
      run()
    } finally {
      this.#isInside = wasInside
    }
    return performance.now() - since
  }

  /** The page is about to be frozen: Java hears what has come, and the link is given up until {@link resume}. */
  hibernate(): void {
    if (this.#ended !== undefined) return
    this.#acknowledge()
    this.#bridge.hibernate()
  }

  /** The page goes on. */
  resume(): void {
    if (this.#ended === undefined) this.#bridge.resume()
  }

  /**
   * Ends everything: what is pending fails, and says whether Java has executed it; what is asked from now on throws. `last` is the page's last
   * word, if it has one: then all that it has asked goes before.
   */
  end(reason: SessionLostError, last?: ToJava): void {
    const goodbye = last && this.#number({ method: last, params: [] })
    this.#ended = reason
    const reached = last === undefined ? this.#bridge.reached(this.#isResumeRefused) : (goodbye?.seq ?? 0)
    const answered = new Set<MessageId>()
    for (const message of this.#sequence.early) if ('result' in message) answered.add(message.id)
    for (const [id, { seq, pending }] of this.#pending) {
      const executed = answered.has(id) ? 'yes' : seq > reached ? 'no' : 'unknown'
      pending.fail(lostCall(reason, executed))
    }
    this.#pending.clear()
    this.#bridge.close(goodbye)
  }

  /** Why the session ended; undefined while it goes on. */
  get ended(): SessionLostError | undefined {
    return this.#ended
  }

  // ---- Out ------------------------------------------------------------------------------------------------------

  #request(method: ToJava, params: readonly unknown[], pending: Pending, keep = false): Outgoing {
    const id = ++this.#lastId
    const request = this.#number({ method, params, id, ...(keep && { keep }) })
    this.#pending.set(id, { seq: request.seq, pending })
    return request
  }

  /** Gives a message its place in the order, and takes an acknowledgement along. */
  #number(message: Readonly<Record<string, unknown>>): Outgoing {
    const seq = this.#lastSeq + 1
    const ack = this.#sequence.taken
    const outgoing = seal(seq, { jsonrpc: '2.0', ...message, seq, ack }, this.#capacity)
    this.#lastSeq = seq
    this.#lastAck = ack
    return outgoing
  }

  #tooLate(what: string, ms: number, since: number): Error {
    const ailment = this.#bridge.ailment()
    const mayHappen = what === 'session.open' ? '' : '. Java may still execute it'
    if (ailment !== undefined)
      return new BridgeError(`${what} got no answer within ${ms} ms: ${ailment}${mayHappen}`)
    const besides = this.#bridge.isAlive(since) ? ', but it is alive: its main thread may be busy' : ''
    return new DeadlineError(`Java did not answer ${what} within ${ms} ms${besides}`)
  }

  // ---- In -------------------------------------------------------------------------------------------------------

  /** Something came while nobody waited. */
  #idle(): void {
    this.#takeIn()
    if (this.#sequence.taken - this.#lastAck >= ACK_AFTER) this.#acknowledge()
    else if (this.#ackTimer === undefined) this.#acknowledgeSoon()
  }

  #acknowledgeSoon(): void {
    this.#ackTimer = setTimeout(() => {
      this.#ackTimer = undefined
      this.#acknowledge()
    }, ACK_DELAY_MS)
  }

  /** Tells Java what has come, and all who keep what went what Java has. */
  #acknowledge(): void {
    if (this.#sequence.taken > this.#lastAck) this.notify('session.alive', [])
    else this.#bridge.forget()
  }

  #takeIn(): void {
    for (const frame of this.#bridge.take()) {
      try {
        this.#read(frame)
      } catch (error) {
        // Whatever is in it, the other frames are taken out and would be lost.
        this.#incoming.unreadable(error)
      }
    }
  }

  #read({ text, attachments }: Frame): void {
    const content = JSON.parse(text) as Message | readonly Message[]
    let acknowledged = 0
    for (const parsed of Array.isArray(content) ? content : [content]) {
      const message = attachments === undefined ? bare(parsed) : bare({ ...parsed, attachments })
      acknowledged = Math.max(acknowledged, message.ack ?? 0)
      for (const next of this.#sequence.arrive(message)) this.#route(next)
    }
    if (acknowledged > 0) this.#bridge.acknowledge(acknowledged)
  }

  #route(message: Message): void {
    if ('method' in message) return this.#incoming.request(message)
    // A numbered one is of the session itself: then it is another session that is lost.
    if ('error' in message && message.error.code === CODE.sessionLost && message.seq === undefined) {
      this.#isResumeRefused = message.id === RESUME_ID
      const ailment = this.#bridge.ailment()
      return this.#incoming.refused(message.error.message + (ailment === undefined ? '' : ` (${ailment})`))
    }
    if (message.id === RESUME_ID) return this.#incoming.resumed()
    const unanswered = this.#pending.get(message.id)
    this.#pending.delete(message.id)
    unanswered?.pending.answer(message)
  }
}

/** The same reason, for one more who wants to know. */
function again(reason: SessionLostError): Error {
  return errorNamed(reason.name, reason.message)
}

function attempt<T>(work: () => T): Outcome<T> {
  try {
    return { value: work() }
  } catch (error) {
    return { error }
  }
}

function unwrap<T>(outcome: Outcome<T>, entry: Function): T {
  if ('value' in outcome && Object.hasOwn(outcome, 'value')) return outcome.value
  throw outcome.error instanceof Error ? atCaller(outcome.error, entry) : outcome.error
}

/** Does something whose errors of ours begin where the application entered; other errors stay as they are. */
export function atEntry<T>(entry: Function, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw error instanceof RemoteError ? atCaller(error, entry) : error
  }
}

/** What was asked, for messages: the method, and the name in it where there is one. */
function describe(method: ToJava, params: readonly unknown[]): string {
  const name = params.find(param => typeof param === 'string')
  return name === undefined ? method : `${method} '${name}'`
}
