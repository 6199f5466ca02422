import { errorCoded, UnarrivedError } from './errors.ts'
import { isCallable } from './marshal/callable.ts'
import { decode, type Remotes } from './marshal/decode.ts'
import { encode, type From, type Holdings, pathsOfAnswers } from './marshal/encode.ts'
import { isPromiseLike, type Thenable } from './marshal/kinds.ts'
import { bare, CODE, DEFAULT_DEPTH, type WireFailure, type WireValue } from './protocol.ts'
import { AsyncProxies } from './proxy/async-proxy.ts'
import { ClassShapes } from './proxy/class-shape.ts'
import type { Caller } from './proxy/function-proxy.ts'
import { ObjectProxies } from './proxy/object-proxy.ts'
import { type Post, stepOf } from './proxy/step.ts'
import { type ReadPiece, remoteStream } from './proxy/stream-proxy.ts'
import { Callbacks } from './registry/callbacks.ts'
import { Promises } from './registry/promises.ts'
import { type Collector, References } from './registry/references.ts'
import { Streams } from './registry/streams.ts'

/** What marshalling asks of the session, besides being called by proxies. */
export interface MarshallingEvents extends Pick<Post, 'send' | 'inTurn' | 'inOwnTurn'> {
  /** There is something to release. */
  onRelease(): void
  /** Asks Java for a piece of a stream of its own, in the background. */
  readonly readPiece: ReadPiece
  /** A promise of the page, sent earlier, has settled. */
  onSettled(id: number, method: 'promise.resolve' | 'promise.reject', value: unknown): void
}

const UNLIMITED = { packets: false, sharesMemory: false, messageBytes: Number.POSITIVE_INFINITY }

/** Everything that crosses between page and Java in one session, and what each of the two holds of the other. */
export class Marshalling {
  readonly references: References
  readonly callbacks = new Callbacks()
  readonly promises = new Promises()
  readonly async: AsyncProxies
  readonly streams = new Streams()
  /** How deeply values may nest, in containers; Java says so when the session opens. */
  depth = DEFAULT_DEPTH
  /** What Java takes at once; it says so when the session opens. */
  capacity: Holdings['capacity'] = UNLIMITED
  readonly #holdings: Holdings
  readonly #remotes: Remotes

  constructor(caller: Caller, events: MarshallingEvents, collector?: Collector) {
    const { callbacks, promises, streams } = this
    const references = new References(() => events.onRelease(), collector)
    const shapes = new ClassShapes(caller, references)
    const proxies = new ObjectProxies(shapes, caller, references)
    const depth = (): number => this.depth
    const capacity = (): Holdings['capacity'] => this.capacity
    this.references = references
    this.async = new AsyncProxies(
      {
        send: (method, params, receiver) => events.send(method, params, receiver),
        inTurn: work => events.inTurn(work),
        inOwnTurn: work => events.inOwnTurn(work),
        encode: (value, root, place) => this.encode(value, root, place),
        decode: (wire, attachments) => this.decode(wire, attachments),
        decodeFailure: (failure, attachments) => this.decodeFailure(failure, attachments),
        follow: (promise, settle) => promises.follow(promise, settle),
        twin: fn => this.async.twin(fn),
      },
      references,
    )
    this.#holdings = {
      reference: value => references.find(value),
      callback: (fn, from) => callbacks.send(fn, from),
      given: fn => stepOf(fn)?.given(),
      promise(promise: Thenable) {
        const id = promises.send()
        // In a task of its own: a thenable may call back at once, and Java has to have the number first.
        Promise.resolve(promise).then(
          value => events.onSettled(id, 'promise.resolve', value),
          reason => events.onSettled(id, 'promise.reject', reason),
        )
        return id
      },
      isFree: stream => streams.isFree(stream),
      stream: stream => streams.send(stream),
      get depth() {
        return depth()
      },
      get capacity() {
        return capacity()
      },
    }
    this.#remotes = {
      object: (wire, part) => proxies.object(wire, part),
      objects: (wire, part) => proxies.objects(wire, part),
      function: wire => proxies.function(wire),
      class: (wire, part) => shapes.receive(wire, part).face,
      callback: wire => callbacks.find(wire.id) ?? released,
      promise: id => promises.receive(id),
      stream(wire) {
        const { id, n } = bare(wire)
        return n === undefined
          ? (streams.find(id) ?? emptyStream())
          : remoteStream(id, n, references, events.readPiece)
      },
    }
  }

  /**
   * @param root what the value is called in errors
   * @param from where the application entered the library, where it did
   */
  encode(value: unknown, root: string, from?: From): WireValue {
    return encode(value, root, this.#holdings, from)
  }

  /**
   * @param wire of which nothing else will be made; see {@link decode}
   * @param attachments of the frame that it came in
   */
  decode(wire: WireValue, attachments?: ArrayBuffer): unknown {
    return decode(wire, this.#remotes, attachments)
  }

  /** Whether Java may wait for a function of the page. */
  isCallable(fn: Function): boolean {
    return isCallable(fn)
  }

  /** Whether a value of the page is one that comes later. */
  isPromise(value: unknown): boolean {
    if (typeof value === 'function') return stepOf(value)?.isHead === false
    if (typeof value !== 'object' || value === null) return false
    return this.references.find(value) === undefined && isPromiseLike(value)
  }

  /**
   * The error for a failed request.
   *
   * @param params of the request, unless it was a step: that waits by itself for what Java cannot make of an answer to come
   */
  decodeFailure(failure: WireFailure, attachments?: ArrayBuffer, params: readonly unknown[] = []): Error {
    const { code, message, data } = bare(failure)
    const paths = code === CODE.notRemote ? params.flatMap(pathsOfAnswers) : []
    if (paths.length > 0) return new UnarrivedError(paths.join(' or '))
    if (data === undefined) return errorCoded(code, message)
    const error = this.decode(data, attachments)
    return error instanceof Error ? error : errorCoded(code, message)
  }
}

/** A stream of the page that Java had let go of before it came home: there is nothing more to read. */
function emptyStream(): ReadableStream {
  return new ReadableStream({ start: controller => controller.close() })
}

/** A function of the page that Java had released before it came home. */
function released(): undefined {
  return undefined
}
