import { BridgeError } from '../errors.ts'
import { SOCKET_PATH } from '../protocol.ts'
import type { Bridge, BridgeEvents, Wait } from './bridge.ts'
import { DirectSocket } from './direct-socket.ts'
import { type Frame, FrameReader } from './frames.ts'
import { Knocks } from './knocks.ts'
import { Outbox } from './outbox.ts'
import { firstBatch, framesOf, lengthOf, type Outgoing } from './outgoing.ts'
import { type FromWorker, type LinkNotice, readNotice, type ToWorker } from './port.ts'
import { LINK, RingReader, type RingSink, ringMemory, WORD } from './ring.ts'
import { RingWait } from './shared-memory.ts'
import type { Address, Host, Thread } from './surroundings.ts'
import { SyncHttp } from './sync-http.ts'
import { WorkerEnd } from './worker-end.ts'

/** How long one HTTP exchange may sleep in Java. */
const EXCHANGE_MS = 5000
/** First pause after an HTTP exchange that failed, doubled up to the last. Spent spinning: this thread cannot sleep. */
const FIRST_RETRY_MS = 50
const LAST_RETRY_MS = 1000
/**
 * How long to try again where HTTP alone can bring the answer and the network is not known to be what failed: a page that is being dismissed, or
 * that may not make synchronous requests, must not hang for the whole deadline.
 */
const HTTP_ALONE_MS = 500
/** Longest body that Java takes, until it has said so itself. */
const ASSUMED_MESSAGE_BYTES = 16 * 1024 * 1024
/** What is longer is longer on its way than a thread may spin, and the threads that bring it need the core. In characters or bytes. */
const LONG = 2 * 1024 * 1024
/** What is wrong with a link whose worker shows no sign of life. */
const STOPPED = 'the I/O worker of this page has stopped'
/** How long a page that is being dismissed, or frozen, waits for its worker to send the last message. */
const FAREWELL_MS = 50

/**
 * The bridge of a page: an I/O worker with the WebSocket, and synchronous HTTP to the same session. Messages go by the socket when it is
 * up; a wait goes by HTTP when it is not, which is so in the first inline script of a page, in pages without shared memory, and while
 * the network fails.
 */
export class TwoDoors implements Bridge, RingSink {
  readonly #events: BridgeEvents
  readonly #http: SyncHttp
  readonly #direct: DirectSocket
  readonly #outbox = new Outbox<Outgoing>()
  readonly #worker: WorkerEnd
  readonly sharesMemory: boolean
  heard = Number.NEGATIVE_INFINITY
  readonly #ring:
    | { readonly reader: RingReader; readonly wait: RingWait; readonly knocks: Knocks }
    | undefined
  readonly #reader = new FrameReader()
  readonly #notices = new FrameReader()
  /** Frames that are whole. */
  #frames: Frame[] = []
  /** The highest number that the worker was given, or need not be given. */
  #posted = 0
  /** Whether what was posted goes by itself, when the code that runs has ended. */
  #willFlush = false
  #acknowledged = 0
  /** What of that the worker knows. */
  #told = 0
  #messageBytes = ASSUMED_MESSAGE_BYTES
  /** The highest number that HTTP may have brought to Java. */
  #offered = 0
  /** What the worker said last of the link, and of what had gone by it. */
  #notice: LinkNotice = { up: false, reason: '', sent: 0 }
  /** Why nothing comes by the worker; undefined since either door has worked again. */
  #linkFailure: string | undefined
  /** The same of the other door. */
  #doorFailure: string | undefined
  #greeting: string
  #hibernates = false
  #retryMs = FIRST_RETRY_MS
  /** Whether Java is not asked yet: without an admission it would refuse. */
  #isSeeking = false
  /** When HTTP began to fail; before every wait while it works. */
  #failingSince = Number.NEGATIVE_INFINITY

  constructor(address: Address, events: BridgeEvents, host: Host, thread: Thread) {
    this.#events = events
    this.#greeting = address.greeting
    this.#http = new SyncHttp(address.origin, address.session, thread.maySleep)
    this.#direct = new DirectSocket(address.origin, address.session, host.openSocket)
    this.sharesMemory = thread.sharesMemory
    const memory = thread.sharesMemory ? ringMemory() : undefined
    if (memory !== undefined) {
      const reader = new RingReader(memory)
      const knocks = new Knocks(reader.words, this.#http, () => this.#worker.tell({ type: 'knock' }))
      this.#ring = { reader, wait: new RingWait(reader, this.#http, knocks, thread.maySleep), knocks }
    }
    const start = {
      url: address.origin.replace(/^http/, 'ws') + SOCKET_PATH,
      door: { url: this.#http.url, session: address.session },
      greeting: address.greeting,
      seeks: address.seeks,
      ...(memory && { memory }),
    }
    const workerEvents = {
      hear: (message: FromWorker) => this.#hear(message),
      missing: (failure: string) => {
        this.#linkFailure = failure
        this.#isSeeking = false
      },
    }
    this.#worker = new WorkerEnd(start, workerEvents, host)
    this.#isSeeking = address.seeks && !this.#worker.isMissing
  }

  post(message: Outgoing): void {
    this.#outbox.add(message)
    if (this.#willFlush) return
    this.#willFlush = true
    // What the page does in one go leaves in one frame.
    void Promise.resolve().then(() => {
      this.#willFlush = false
      this.flush()
    })
  }

  hold(message: Outgoing): void {
    this.#outbox.add(message)
  }

  /** Gives the worker what it has not had, and says how long that is. */
  flush(): number {
    let length = 0
    for (const message of framesOf(this.#outbox.after(this.#posted), this.#messageBytes)) {
      this.#told = this.#acknowledged
      this.#worker.tell({ type: 'send', message, acknowledged: this.#told })
      this.#posted = message.seq
      length += lengthOf(message)
    }
    return length
  }

  wait(wait: Wait): void {
    if (this.#hibernates)
      throw new BridgeError(
        'this page hibernates, for its browser is about to freeze it; Java is asked when it goes on',
      )
    const ring = this.#ring
    if (this.#isSeeking && !this.#isLinked) return this.#awaitAdmission(wait)
    if (ring === undefined || !this.#hasWorker) return this.#exchange(wait)
    if (!ring.wait.isServed(wait)) {
      this.#linkFailure = STOPPED
      return this.#exchange(wait)
    }
    if (this.#linkFailure === STOPPED) this.#linkFailure = undefined
    if (!this.#isLinked || ring.wait.isDry) return this.#exchangeIfOpen(wait, ring.wait)
    const isDirect = this.#sendDirectly()
    const isLong = !isDirect && this.flush() > LONG
    let inTime = true
    try {
      ring.wait.wait(wait, isLong, () => {
        inTime = false
        this.flush()
      })
    } catch (error) {
      // What came while this thread looked by itself has woken nobody.
      if (!ring.reader.isEmpty) setTimeout(() => this.#events.frames(), 0)
      throw error
    }
    if (isDirect) this.#direct.answered(inTime)
  }

  take(): readonly Frame[] {
    if (this.#ring?.reader.isEmpty === false) this.#ring.wait.refreshed()
    this.#ring?.reader.take(this)
    const frames = this.#frames
    if (frames.length > 0) this.heard = performance.now()
    this.#frames = []
    return frames
  }

  piece(bytes: Uint8Array, isLast: boolean): void {
    const frame = this.#reader.add(bytes, isLast)
    if (frame !== undefined) this.#frames.push(frame)
  }

  notice(bytes: Uint8Array, isLast: boolean): void {
    const notice = this.#notices.add(bytes, isLast)
    if (notice !== undefined) this.#hearNotice(notice.text)
  }

  acknowledge(seq: number): void {
    this.#acknowledged = Math.max(this.#acknowledged, seq)
    this.#outbox.acknowledge(seq)
  }

  forget(): void {
    // Beyond what it was given the worker has nothing to drop.
    if (this.#told >= Math.min(this.#acknowledged, this.#posted)) return
    this.#told = this.#acknowledged
    this.#worker.tell({ type: 'acknowledged', seq: this.#told })
  }

  greet(text: string, admission: string | undefined): void {
    this.#greeting = text
    this.#worker.tell({ type: 'greeting', text, admission })
  }

  limit(bytes: number): void {
    this.#messageBytes = bytes
  }

  reached(isResumeRefused: boolean): number {
    // Without a ring a thread that is blocked does not hear what becomes of the link, and what the worker was given may have gone.
    const isKnown = isResumeRefused || (this.#ring !== undefined && !this.#notice.up)
    return Math.max(this.#offered, this.#direct.sent, isKnown ? this.#notice.sent : this.#posted)
  }

  pace(ms: number): void {
    this.#worker.tell({ type: 'pace', ms })
  }

  ailment(): string | undefined {
    const door = this.#doorFailure ?? this.#http.failure
    const ailments = [this.#linkFailure, door, this.#ring?.knocks.silence()].filter(
      each => each !== undefined,
    )
    return ailments.length === 0 ? undefined : ailments.join(', and ')
  }

  isAlive(since: number): boolean {
    return (this.#ring?.knocks ?? this.#http).heard >= since
  }

  hibernate(): void {
    this.#hibernates = true
    this.flush()
    this.#direct.drop()
    this.#tellLast({ type: 'hibernate' })
    // The worker may have been too slow, and may be frozen before it has closed its socket; without shared memory nobody knows.
    if (!this.#worker.isMissing && (this.#ring === undefined || this.#isLinked)) this.#http.hibernate()
  }

  resume(): void {
    if (!this.#hibernates) return
    this.#hibernates = false
    this.#worker.tell({ type: 'resume' })
    // Nobody else would find out whether Java still knows this page.
    if (this.#worker.isMissing) void this.#askAlone()
  }

  close(last: Outgoing | undefined): void {
    if (last !== undefined) {
      this.#outbox.add(last)
      this.flush()
    } else {
      // Whom it was meant for has forgotten the page, and nobody else may get it.
      this.#outbox.acknowledge(Number.POSITIVE_INFINITY)
    }
    this.#direct.close()
    this.#tellLast({ type: 'close' })
    // Under load the worker's last frames may be lost with it. So the goodbye goes by the other door too: Java knows a repetition by
    // its number.
    if (last !== undefined) this.#http.farewell(this.#outbox.after(0))
  }

  /** Sends what is held without the worker; not where the worker has something on its way, which would come later. */
  #sendDirectly(): boolean {
    this.#direct.open()
    return (
      this.#posted <= this.#acknowledged &&
      this.#direct.send(this.#outbox.after(this.#posted), this.#messageBytes)
    )
  }

  /** The other door, where the socket brings nothing: if somebody is known to be there. The worker, which knocks, may be linked again first. */
  #exchangeIfOpen(wait: Wait, ringWait: RingWait): void {
    const door = ringWait.lookForDoor(wait)
    if (door === 'open') this.#exchange(wait)
    else if (door === 'closed')
      this.#failed(wait, `a request to ${this.#http.url} failed: nothing answers there`)
    else this.flush()
  }

  /**
   * One synchronous request with what Java has not acknowledged, whichever way it went before: all, or as much as it takes at once.
   */
  #exchange(wait: Wait): void {
    const waiting = this.#outbox.after(0)
    const messages = firstBatch(waiting, this.#messageBytes)
    const isPart = messages.length < waiting.length
    if (isPart && messages.length === 0)
      return this.#failed(wait, 'a message waits for the socket, being too long for HTTP')
    // Java must not sleep over a part: what it is asked for may be in the rest.
    const leftMs = wait.until - performance.now()
    const answer = this.#http.exchange(
      messages,
      wait.taken,
      isPart ? 1 : Math.min(EXCHANGE_MS, leftMs),
      leftMs,
    )
    const last = messages.at(-1)
    // Java answers with an array, but for what it refuses as a whole.
    if (last !== undefined && !answer.text?.startsWith('{')) this.#offered = Math.max(this.#offered, last.seq)
    if (answer.text !== undefined) this.#frames.push({ text: answer.text })
    if (answer.failure !== undefined) return this.#failed(wait, answer.failure, answer.isAway)
    this.heard = performance.now()
    this.#retryMs = FIRST_RETRY_MS
    this.#failingSince = Number.NEGATIVE_INFINITY
    this.#doorFailure = undefined
    if (this.#linkFailure !== STOPPED) this.#linkFailure = undefined
    // Java gives a part at a time: where something came there may be more, which the socket does not bring either.
    if (answer.text === undefined) this.#ring?.wait.refreshed()
    if (last !== undefined) {
      this.#posted = Math.max(this.#posted, last.seq)
      this.acknowledge(last.seq)
    }
  }

  /** The I/O worker is asking the pages of this origin: pauses until it has opened its socket with what they told it. */
  #awaitAdmission(wait: Wait): void {
    if (this.#ring === undefined)
      throw new BridgeError(
        'A worker of a page that is not cross-origin isolated has to await valence.ready before it calls Java',
      )
    this.#linkFailure = 'no page of this origin has told this worker what admits it'
    this.#pause(Math.min(wait.until, performance.now() + LAST_RETRY_MS), () => this.#isLinked)
  }

  /** HTTP has brought nothing: pauses before the next try. */
  #failed(wait: Wait, failure: string, isAway = false): void {
    this.#doorFailure = failure
    this.flush()
    // Failures of an earlier wait do not count.
    if (this.#failingSince < wait.since) this.#failingSince = performance.now()
    const isAlone = this.#hasWorker ? this.#ring?.wait.isStale === true : !isAway
    if (isAlone && performance.now() - this.#failingSince > HTTP_ALONE_MS)
      throw new BridgeError(this.ailment())
    this.#pause(Math.min(wait.until, performance.now() + this.#retryMs), () => this.#isLinked)
    this.#retryMs = Math.min(2 * this.#retryMs, LAST_RETRY_MS)
  }

  /** Whether the socket is known to be up at this moment; only shared memory can tell. */
  get #isLinked(): boolean {
    return this.#ring !== undefined && Atomics.load(this.#ring.reader.words, WORD.link) === LINK.up
  }

  /** Whether a worker runs that could bring an answer to a thread that is blocked. */
  get #hasWorker(): boolean {
    return this.#ring !== undefined && Atomics.load(this.#ring.reader.words, WORD.link) !== LINK.none
  }

  /** A pause of a thread that may not sleep. */
  #pause(until: number, isOver: () => boolean): void {
    while (!isOver() && performance.now() < until) Atomics.pause?.()
  }

  /** Asks Java by HTTP, in the background, whether it knows the session. */
  async #askAlone(): Promise<void> {
    const text = await this.#http.ask(this.#greeting)
    if (text === undefined) return
    this.#frames.push({ text })
    this.#events.frames()
  }

  #hear(message: FromWorker): void {
    if (message.type === 'frame') this.piece(new Uint8Array(message.bytes), true)
    if (message.type === 'notice') this.#hearNotice(message.text)
    this.#events.frames()
  }

  /** Hears what the worker says of the link. */
  #hearNotice(text: string): void {
    this.#notice = readNotice(text)
    const { up, reason } = this.#notice
    this.#linkFailure = up ? undefined : `the link to Java is down: ${reason}`
    if (up) this.#doorFailure = this.#http.failure = undefined
    this.#reader.reset()
    this.#isSeeking &&= !up
    if (!up) this.#direct.drop()
    this.#events.link(up)
  }

  /** A page that is being dismissed or frozen takes its worker with it: waits until the worker has sent what it has. */
  #tellLast(message: ToWorker): void {
    const linked = this.#isLinked
    this.#worker.tell(message)
    if (linked) this.#pause(performance.now() + FAREWELL_MS, () => !this.#isLinked)
  }
}
