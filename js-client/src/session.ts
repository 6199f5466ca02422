import { Absence, type Connect } from './absence.ts'
import { Dispatcher, type PageCommands } from './dispatcher.ts'
import { lostCall, NotAdmittedError, SessionLostError } from './errors.ts'
import { atEntry, DEFAULT_DEADLINE_MS, JsonRpc, type Pending } from './json-rpc.ts'
import { Listeners } from './listeners.ts'
import { Marshalling } from './marshalling.ts'
import { bare, CODE, type Opened, type Response, type ToJava, type WireValue } from './protocol.ts'
import type { Caller } from './proxy/function-proxy.ts'
import type { Piece } from './proxy/stream-proxy.ts'
import type { Collector, Reference } from './registry/references.ts'
import { DEFAULT_BUDGET, SyncBudget } from './sync-budget.ts'
import { Turns } from './turns.ts'

/** How long releases wait for a call that takes them along. */
const RELEASE_DELAY_MS = 10

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
  readonly connect: Connect
  readonly turns?: Turns
  readonly collector?: Collector
  /** Whether this thread draws: then a budget of synchronous calls holds in development. */
  readonly draws?: boolean
  /** Runs a task after the one that is running; see {@link SyncBudget}. */
  afterTask?(then: () => void): void
}

/**
 * One page's conversation with Java.
 *
 * Whatever comes in is decoded when it comes, also while a call waits and also when nobody wants it any more, for class descriptors
 * and counts depend on it. What it makes run waits until the call is over.
 */
export class Session implements Caller {
  readonly listeners = new Listeners()
  /** What synchronous calls may take without a warning. */
  readonly budget: SyncBudget
  readonly #identity: Identity
  readonly #turns: Turns
  readonly #marshalling: Marshalling
  readonly #rpc: JsonRpc
  readonly #absence = new Absence(message => this.lose(message))
  readonly #openers: ((opened: Opened) => void)[] = []
  #opened: Opened | undefined
  #linked = false
  /** Whether the application was told that the link is down, and not yet that it is back. */
  #disconnected = false
  #releaseTimer: unknown
  /** Whether the page has set its deadline. */
  #hasOwnDeadline = false
  readonly #draws: boolean
  #isLossTold = false

  /** Begins to open the session, in the background. */
  constructor(given: SessionParts) {
    // With the secret in it: an accessor of the page on `Object.prototype` would be asked for what is left out.
    const parts = bare(given)
    this.#draws = parts.draws ?? false
    this.budget = new SyncBudget(active => {
      this.#rpc.budget = active
    }, parts.afterTask)
    this.#identity = parts.identity
    this.#turns = parts.turns ?? new Turns()
    this.#marshalling = new Marshalling(
      this,
      {
        onRelease: () => this.#releaseSoon(),
        onSettled: (id, method, value) => this.#settled(id, method, value),
        send: (method, params, receiver) => this.#post(method, params, receiver),
        inTurn: work => this.#turns.addSettling(work),
        inOwnTurn: work => this.#turns.add(work),
        readPiece: (id, most) => this.#readPiece(id, most),
      },
      parts.collector,
    )
    const dispatcher = new Dispatcher(
      this.#marshalling,
      this.#turns,
      parts.page,
      (id, outcome) => this.#rpc.respond(id, outcome),
      dropped => this.#overflowed(dropped),
    )
    const incoming = {
      request: dispatcher.dispatch.bind(dispatcher),
      callables: () => this.#turns.callables,
      unreadable: (error: unknown) =>
        this.#turns.add(() => {
          throw error
        }),
      refused: (message: string) => this.lose(message),
      link: (up: boolean) => this.#linkChanged(up),
      resumed: () => this.#resumed(),
    }
    this.#rpc = new JsonRpc(
      incoming,
      this.#absence.watching(parts.connect),
      'session.open',
      [{ ...parts.identity, ...parts.facts, attachments: true }],
      {
        answer: response => this.#open(response),
        fail: () => undefined,
      },
    )
  }

  // ---- What proxies do; see Caller ------------------------------------------------------------------------------

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

  // ---- What the remote module does ------------------------------------------------------------------------------

  /** How long a call waits for Java, in milliseconds. */
  get deadlineMs(): number {
    return this.#rpc.deadlineMs
  }

  set deadlineMs(ms: number) {
    this.#rpc.deadlineMs = ms
    this.#hasOwnDeadline = true
  }

  /** Asks Java and blocks; the result is a wire value and is decoded. */
  ask(method: ToJava, params: readonly unknown[], entry: Function): unknown {
    this.#flushReleases()
    return this.#rpc.ask(
      method,
      params,
      response => this.#marshalling.decode(this.#result(response, params), response.attachments),
      entry,
    )
  }

  /** A plain copy of a remote object; see {@link Remote.copy}. */
  copy(proxy: unknown, depth: number | undefined, entry: Function): unknown {
    const target = atEntry(entry, () => this.#marshalling.references.target(proxy, entry.name))
    return this.ask('reference.copy', depth === undefined ? [target] : [target, depth], entry)
  }

  /** Asks Java and blocks; the result is plain JSON. */
  askPlain(method: ToJava, params: readonly unknown[], entry: Function): unknown {
    this.#flushReleases()
    return this.#rpc.ask(method, params, response => this.#result(response), entry)
  }

  /** The asynchronous twin of what stands for one of Java's. */
  async(value: unknown): Function {
    return this.#marshalling.async.twin(value)
  }

  /** Asks Java in the background; the result is one of `async`'s. */
  askLater(method: ToJava, params: readonly unknown[], entry: Function): Function {
    return this.#marshalling.async.ask({ does: 'ask', method, params }, entry)
  }

  /** Tells Java something in the background. */
  tell(method: ToJava, params: readonly unknown[]): void {
    this.#rpc.notify(method, params)
  }

  /** Gives a remote object back now, and not when it is collected. */
  release(proxy: object): void {
    this.#marshalling.references.release(proxy)
    this.#flushReleases()
  }

  /** Blocks until the session is open, for `ms` or the deadline at most. */
  awaitOpen(entry: Function, ms?: number): void {
    this.#rpc.await(() => this.#opened !== undefined, 'session.open', entry, ms)
  }

  /** Whether the application has released what stands for one of Java's; false for all other values. */
  isReleased(value: unknown): boolean {
    return this.#reference(value)?.released === true
  }

  /** Whether a value stands for one of Java's. */
  isRemote(value: unknown): boolean {
    return this.#reference(value) !== undefined
  }

  #reference(value: unknown): Reference | undefined {
    const mayBe = (typeof value === 'object' && value !== null) || typeof value === 'function'
    return mayBe ? this.#marshalling.references.find(value) : undefined
  }

  /** Calls `then` when the session is open: at once where it is. */
  whenOpen(then: (opened: Opened) => void): void {
    if (this.#opened !== undefined) then(this.#opened)
    else this.#openers.push(then)
  }

  // ---- Beginning and end ----------------------------------------------------------------------------------------

  /** The document is going: tells Java so. Every later call raises {@link SessionLostError}. */
  close(): void {
    if (this.#rpc.ended === undefined)
      this.#end('This page was left, and Java has forgotten it: reload it to begin again', 'session.close')
  }

  /** The session is over, though the document lives on; tells the application once. */
  lose(message: string, Reason = SessionLostError): void {
    if (this.#rpc.ended !== undefined) return
    this.#end(message, undefined, Reason)
    this.#announceLoss()
  }

  /** The document is about to be frozen, for the back/forward cache or by the browser's thrift, and may go on later. */
  hibernate(): void {
    this.#absence.hibernate()
    this.#rpc.hibernate()
  }

  /** The document goes on. Where it was taken for gone, the application is told now. */
  resume(): void {
    if (this.#rpc.ended !== undefined) return this.#announceLoss()
    this.#rpc.resume()
    this.#absence.resume()
  }

  /** Tells the application that the session has ended, once. */
  #announceLoss(): void {
    if (this.#isLossTold) return
    this.#isLossTold = true
    this.#turns.add(() => this.listeners.emit('session-lost', this.#rpc.ended))
  }

  #end(message: string, last?: ToJava, Reason = SessionLostError): void {
    const reason = new Reason(message)
    this.#absence.end()
    this.#rpc.end(reason, last)
    this.#marshalling.callbacks.clear()
    this.#turns.add(() => {
      this.#marshalling.promises.rejectAll(() => lostCall(reason, 'yes'))
      this.#marshalling.streams.clear(new Reason(message))
    })
  }

  #open(response: Response): void {
    if ('error' in response) {
      const { code, message } = response.error
      return code === CODE.notAdmitted
        ? this.lose(message, NotAdmittedError)
        : this.lose(`Java did not open a session: ${message}`)
    }
    const opened = response.result as Opened
    const { limits, attachments, development } = bare(opened)
    const { depth, messageBytes, values, deadline, silence, retention } = bare(limits)
    this.#opened = opened
    this.#marshalling.depth = depth ?? this.#marshalling.depth
    this.#marshalling.capacity = this.#rpc.limit(
      messageBytes ?? Number.POSITIVE_INFINITY,
      values ?? Number.POSITIVE_INFINITY,
      attachments === true,
    )
    if (silence !== undefined) this.#rpc.expect(silence)
    if (silence !== undefined && retention !== undefined) this.#absence.begin(retention, silence)
    // What the page has set already is what it wants.
    if (!this.#hasOwnDeadline) this.#rpc.deadlineMs = deadline ?? DEFAULT_DEADLINE_MS
    if (development === true && this.#draws) this.budget.suggest(DEFAULT_BUDGET)
    this.#rpc.greet('session.open', [{ ...this.#identity, resume: true }], bare(opened).admission)
    for (const then of this.#openers.splice(0)) then(opened)
  }

  #linkChanged(up: boolean): void {
    if (!up && this.#linked && this.#opened !== undefined && this.#rpc.ended === undefined) {
      this.#disconnected = true
      this.#turns.add(() => this.listeners.emit('disconnected'))
    }
    this.#linked = up
  }

  /** A page that misses events without knowing it shows what is not so. */
  #overflowed(dropped: number): void {
    if (this.listeners.emit('overflow', { dropped })) return
    console.warn(
      `Valence: Java dropped ${dropped} events for this page, which did not read them in time (Limits.backlog). ` +
        `remote.on('overflow', …) hears of it`,
    )
  }

  #resumed(): void {
    if (!this.#disconnected) return
    this.#disconnected = false
    this.#turns.add(() => this.listeners.emit('resumed'))
  }

  // ---- Values ---------------------------------------------------------------------------------------------------

  #encode(value: unknown, root: string, entry: Function): WireValue {
    return atEntry(entry, () => this.#marshalling.encode(value, root, entry))
  }

  #result(response: Response, params?: readonly unknown[]): WireValue {
    if ('error' in response)
      throw this.#marshalling.decodeFailure(response.error, response.attachments, params)
    return response.result as WireValue
  }

  /** A promise that the page handed over has settled. Where its value cannot cross, Java's is rejected with the reason. */
  #settled(id: number, method: 'promise.resolve' | 'promise.reject', value: unknown): void {
    try {
      this.tell(method, [id, this.#marshalling.encode(value, 'value')])
    } catch (error) {
      this.tell('promise.reject', [id, this.#marshalling.encode(error, 'value')])
    }
  }

  #post(method: ToJava, params: readonly unknown[], pending: Pending): number {
    this.#flushReleases()
    return this.#rpc.post(method, params, pending, true)
  }

  #readPiece(id: number, most: number): Promise<Piece | undefined> {
    return new Promise((resolve, reject) => {
      const answer = (response: Response): void => {
        try {
          resolve(this.#marshalling.decode(this.#result(response), response.attachments) as Piece | undefined)
        } catch (error) {
          reject(error)
        }
      }
      this.#rpc.post('stream.read', [id, most], { answer, fail: reject }, false)
    })
  }

  #flushReleases(): void {
    const releases = this.#marshalling.references.takeReleases()
    if (releases.length > 0) this.tell('reference.release', [releases])
  }

  #releaseSoon(): void {
    this.#releaseTimer ??= setTimeout(() => {
      this.#releaseTimer = undefined
      this.#flushReleases()
    }, RELEASE_DELAY_MS)
  }
}
