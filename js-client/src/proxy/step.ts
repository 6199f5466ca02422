import { atPlace, type Place, RemoteError, UnarrivedError } from '../errors.ts'
import {
  CODE,
  type Response,
  type ToJava,
  type WireAnswer,
  type WireFailure,
  type WireValue,
} from '../protocol.ts'
import type { Given, Settle } from '../registry/promises.ts'
import { type Deed, requestFor, wayOf } from './deeds.ts'

/** Gets the answer to a request, or the reason why none will come; both in the order of the messages. */
export interface Receiver {
  answer(response: Response): void
  fail(reason: unknown): void
}

/** What steps need of the session. None of it blocks. */
export interface Post {
  /**
   * Sends a request of which Java keeps the answer until the page has it.
   *
   * @returns its id, by which later requests may refer to the answer
   */
  send(method: ToJava, params: readonly unknown[], receiver: Receiver): number
  /** @param place where the application asked for it */
  encode(value: unknown, root: string, place: Place): WireValue
  /** @param attachments of the frame that it came in */
  decode(wire: WireValue, attachments: ArrayBuffer | undefined): unknown
  decodeFailure(failure: WireFailure, attachments: ArrayBuffer | undefined): Error
  /** Tells `settle` what becomes of a promise of Java's. */
  follow(promise: number, settle: Settle): void
  /** Does what only settles promises, in a turn. */
  inTurn(work: () => void): void
  /** Does what may run code of the application, in a turn of its own. */
  inOwnTurn(work: () => void): void
  /** The twin of a remote function. */
  twin(fn: Function): Function
}

/** A request that is directed at nothing, such as `remote.require`. */
export interface Question {
  readonly does: 'ask'
  readonly method: ToJava
  readonly params: readonly unknown[]
}

/**
 * One step of a chain: idle (a read that nobody has asked for yet), away, here or failed.
 *
 * A step whose subject is away is directed at the answer to come. What Java cannot do to that answer, such as to take the length of a
 * list that is copied, it refuses, and the page does it when the answer is here.
 */
export class Step implements Receiver, Settle {
  readonly atOnce = true
  /** Whether it is the head of a chain: a value that the page has, and no promise. */
  readonly isHead: boolean
  readonly #post: Post
  #subject: Step | undefined
  #deed: Deed | Question | undefined
  /** Where the application asked for it. */
  #place: Place = NOWHERE
  #state: 'idle' | 'away' | 'here' | 'failed' = 'idle'
  /** Of the request that is away; 0 while the page itself has something to wait for. */
  #id = 0
  /** The value, or the reason of the failure. */
  #outcome: unknown
  /** Whether another step depends on this one: it fails in its place, and tells. */
  #isUsed = false
  #promise: Promise<unknown> | undefined
  #settle: Settle | undefined

  constructor(post: Post, subject?: Step, deed?: Deed | Question) {
    this.isHead = deed === undefined
    this.#post = post
    this.#subject = subject
    this.#deed = deed
  }

  /** The head of a chain: a value that the page has. */
  static of(post: Post, value: unknown): Step {
    const step = new Step(post)
    step.#end('here', value)
    return step
  }

  /** What `deed` makes of this one. */
  next(deed: Deed): Step {
    return new Step(this.#post, this, deed)
  }

  /** To call a step that reads a member is to call that member. */
  called(args: readonly unknown[]): Step {
    const deed = this.#deed
    return deed?.does === 'get' && this.#subject !== undefined
      ? this.#subject.next({ does: 'call', name: deed.name, args })
      : this.next({ does: 'apply', args })
  }

  /** Takes the step unless it has been taken. */
  take(place: Place = NOWHERE): this {
    if (this.#state === 'idle') {
      this.#state = 'away'
      this.#place = place
      this.#go()
    }
    return this
  }

  promise(place?: Place): Promise<unknown> {
    this.take(place)
    this.#promise ??= new Promise((resolve, reject) => {
      if (this.#state === 'here') resolve(this.#outcome)
      else if (this.#state === 'failed') reject(this.#outcome)
      else this.#settle = { resolve, reject }
    })
    return this.#promise
  }

  /** This step as an argument of something else. Throws what it has failed with. */
  given(): Given {
    this.#isUsed = true
    this.take()
    if (this.#state === 'failed') throw this.#outcome
    if (this.#state === 'here') return { value: this.#outcome }
    return this.#id === 0 ? { until: this.promise() } : { answer: this.#id }
  }

  // ---- What comes of it; in the order of the messages, so nothing of the application runs here --------------------

  answer(response: Response): void {
    try {
      const { attachments } = response
      if (!('error' in response)) this.#answered(response.result as WireValue, attachments)
      else if (response.error.code === CODE.notRemote) this.#takeHere()
      else this.reject(this.#post.decodeFailure(response.error, attachments))
    } catch (malformed) {
      this.fail(malformed)
    }
  }

  /** The value is here. */
  resolve(value: unknown): void {
    this.#end('here', value)
    if (this.#settle !== undefined) this.#post.inTurn(() => this.#settle?.resolve(value))
  }

  /** Java tells why there is none. */
  reject(reason: unknown): void {
    this.fail(reason instanceof Error ? atPlace(reason, this.#place) : reason)
  }

  fail(reason: unknown): void {
    const deed = this.#deed
    this.#end('failed', deed?.does === 'set' ? atPlace(unwritten(deed.name, reason), this.#place) : reason)
    this.#post.inTurn(() => {
      // What nobody asks for is an unhandled rejection, as with any promise.
      if (this.#settle !== undefined) this.#settle.reject(this.#outcome)
      else if (!this.#isUsed) void this.promise()
    })
  }

  #answered(wire: WireValue, attachments: ArrayBuffer | undefined): void {
    if (typeof wire === 'object' && wire !== null && '$' in wire && wire.$ === 'promise')
      this.#post.follow(wire.id, this)
    else this.resolve(this.#post.decode(wire, attachments))
  }

  #takeHere(): void {
    this.#id = 0
    this.#post.inOwnTurn(() => this.#go())
  }

  #end(state: 'here' | 'failed', outcome: unknown): void {
    this.#state = state
    this.#outcome = outcome
    // A read that is called later calls the member; all else is done with its subject and its arguments.
    if (this.#deed?.does !== 'get') {
      this.#subject = undefined
      this.#deed = undefined
    }
  }

  // ---- What is done for it ----------------------------------------------------------------------------------------

  #go(): void {
    const deed = this.#deed as Deed | Question
    try {
      if (deed.does === 'ask') this.#id = this.#post.send(deed.method, deed.params, this)
      else this.#follow(this.#subject as Step, deed)
    } catch (error) {
      this.#failed(error)
    }
  }

  #follow(subject: Step, deed: Deed): void {
    subject.#isUsed = true
    subject.take(this.#place)
    if (subject.#state === 'failed') this.fail(subject.#outcome)
    else if (subject.#state === 'here') this.#do(deed, subject.#outcome)
    else if (subject.#id === 0) this.#goAfter(subject.promise())
    else this.#ask(deed, { $: 'answer', id: subject.#id })
  }

  #do(deed: Deed, value: unknown): void {
    if (value instanceof Promise) return this.#doLater(deed, value)
    const way = wayOf(deed, value, fn => this.#post.twin(fn))
    if ('target' in way) return this.#ask(way.deed, way.target)
    if ('first' in way) {
      this.#subject = (this.#subject as Step).next({ does: 'get', name: way.first })
      this.#deed = way.deed
      return this.#go()
    }
    const step = stepOf(way.outcome)
    if (step === undefined) this.resolve(way.outcome)
    else this.#goAs(step.promise())
  }

  #ask(deed: Deed, target: number | WireAnswer): void {
    const [method, params] = requestFor(deed, target, (value, root) =>
      this.#post.encode(value, root, this.#place),
    )
    this.#id = this.#post.send(method, params, this)
  }

  #failed(error: unknown): void {
    if (error instanceof UnarrivedError && error.until !== undefined) this.#goAfter(error.until)
    else this.fail(error instanceof RemoteError ? atPlace(error, this.#place) : error)
  }

  #goAfter(until: Promise<unknown>): void {
    const go = (): void => this.#go()
    until.then(go, go)
  }

  #goAs(promise: Promise<unknown>): void {
    promise.then(
      value => this.resolve(value),
      reason => this.fail(reason),
    )
  }

  #doLater(deed: Deed, promise: Promise<unknown>): void {
    promise.then(value => this.#do(deed, value)).catch(error => this.#failed(error))
  }
}

/** Makes `face` stand for a step, wherever the application gives it. */
export function showAs<F extends Function>(step: Step, face: F): F {
  steps.set(face, step)
  return face
}

/** The step that `value` stands for; undefined for everything else. */
export function stepOf(value: unknown): Step | undefined {
  return typeof value === 'function' ? steps.get(value) : undefined
}

const steps = new WeakMap<object, Step>()
const NOWHERE: Place = {}

/** Nobody catches what the failure of a write throws: it has to say itself what failed. */
function unwritten(name: string, reason: unknown): Error {
  const why = reason instanceof Error ? reason.message : String(reason)
  return new RemoteError(`'${name}' could not be written: ${why}`, { cause: reason })
}
