import { Attachments, type Capacity, roomBeside, SentBytes, stringify } from '../attachments.ts'
import {
  MarshalError,
  messageTooLong,
  type Place,
  StaleReferenceError,
  tooManyValues,
  UnarrivedError,
} from '../errors.ts'
import {
  exceeds,
  holdsMore,
  type WireCallback,
  type WireMembers,
  type WireStream,
  type WireValue,
} from '../protocol.ts'
import type { Given } from '../registry/promises.ts'
import type { Reference } from '../registry/references.ts'
import type { Readable } from '../registry/streams.ts'
import { isCallable } from './callable.ts'
import { className, kindOf, type Thenable } from './kinds.ts'

/** Where encoding finds what is not copied, and registers what Java is to hold. */
export interface Holdings {
  /** What a value of the page stands for in Java; undefined for the page's own. */
  reference(value: object): Reference | undefined
  /** Registers a function that is about to be sent. */
  callback(fn: Function, from: From | undefined): WireCallback
  /** What a result of `remote.async` is as a part of another message; undefined for every other function. Throws what it failed with. */
  given(fn: Function): Given | undefined
  /** Numbers a promise that is about to be sent, and settles it in Java when it settles here. */
  promise(promise: Thenable): number
  /** Whether a stream can be sent: nobody else reads it. */
  isFree(stream: Readable): boolean
  /** Registers a stream that is about to be sent. */
  stream(stream: Readable): WireStream
  /** How deeply values may nest, in containers. */
  readonly depth: number
  /** What Java takes at once. */
  readonly capacity: Capacity
}

/** Where the application entered the library: the function by which it did, or the place where it stood. */
export type From = Function | Place

/** What a message has besides the value, and what one registration adds to it, at most; in bytes. */
const ENVELOPE_BYTES = 1024
const REGISTRATION_BYTES = 512
/** The same in values. */
const REGISTRATION_VALUES = 16

/**
 * JavaScript value → wire value.
 *
 * Nothing is registered unless all of it can be sent: a getter that throws, or a value that cannot be sent or is too long, leaves no
 * trace.
 *
 * @param root what the value is called in errors: `arguments`, `value`, `result`
 * @param from where the application entered the library, where it did
 * @throws UnarrivedError where a result of `remote.async` is among it that has to arrive first
 * @throws MarshalError naming the path of what cannot be sent
 * @throws StaleReferenceError where a released object is among it
 * @throws LimitError where there is something to register, and the message would be too long, or have too many values
 */
export function encode(value: unknown, root: string, holdings: Holdings, from?: From): WireValue {
  const encoder = new Encoder(root, holdings, from)
  const wire = encoder.value(value)
  encoder.commit(wire)
  if (encoder.answers.length > 0) answers.set(wire as object, encoder.answers)
  return wire
}

/** The paths of the answers to come that {@link encode} has put into a wire value. */
export function pathsOfAnswers(wire: unknown): readonly string[] {
  return answers.get(wire as object) ?? []
}

const answers = new WeakMap<object, readonly string[]>()

/** Makes a function that Java calls without asking the page: it gives a copy of `value` (Electron F-09). */
export function functionWithReturnValue(value: unknown): () => unknown {
  const fn = (): unknown => value
  constants.add(fn)
  return fn
}

const constants = new WeakSet<Function>()

type Writable<T> = { -readonly [K in keyof T]: T[K] }

class Encoder {
  readonly #root: string
  readonly #holdings: Holdings
  readonly #from: From | undefined
  /** Containers by the order in which they began, for `same`. */
  readonly #containers = new Map<object, number>()
  /** Steps from the root to the value at hand. */
  readonly #path: string[] = []
  /** Where answers to come stand. */
  readonly answers: string[] = []
  /** What is registered once all is well. */
  readonly #registrations: (() => void)[] = []
  #depth = 0

  constructor(root: string, holdings: Holdings, from: From | undefined) {
    this.#root = root
    this.#holdings = holdings
    this.#from = from
  }

  commit(wire: WireValue): void {
    if (this.#registrations.length === 0) return
    const { capacity } = this.#holdings
    const added = ENVELOPE_BYTES + this.#registrations.length * REGISTRATION_BYTES
    const attachments = capacity.packets ? new Attachments() : undefined
    const text = stringify(wire, attachments)
    if (exceeds(text, roomBeside(attachments?.length ?? 0, capacity) - added))
      throw messageTooLong(capacity.messageBytes)
    const { values } = capacity
    if (
      values !== undefined &&
      holdsMore(text, values - (this.#registrations.length + 1) * REGISTRATION_VALUES)
    )
      throw tooManyValues(values)
    for (const register of this.#registrations) register()
  }

  value(value: unknown): WireValue {
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return value
      case 'undefined':
        return { $: 'undefined' }
      case 'number':
        return number(value)
      case 'bigint':
        return { $: 'bigint', value: value.toString() }
      case 'symbol':
        return this.#refuse('a symbol cannot be sent')
      case 'function':
        return this.#function(value)
      default:
        return value === null ? null : this.#object(value as object)
    }
  }

  #function(fn: Function): WireValue {
    const reference = this.#holdings.reference(fn)
    if (reference !== undefined) return this.#remote(reference)
    const given = this.#holdings.given(fn)
    if (given !== undefined) return this.#given(given)
    if (constants.has(fn)) return { $: 'constant', value: this.#at('()', fn()) }
    const wire: Writable<WireCallback> = { $: 'callback', id: 0, ...(isCallable(fn) && { callable: true }) }
    this.#registrations.push(() => Object.assign(wire, this.#holdings.callback(fn, this.#from)))
    return wire
  }

  /** Only a request may refer to an answer: what the page sends of its own accord Java may read before the answer is made. */
  #given(given: Given): WireValue {
    if ('value' in given) return this.value(given.value)
    if (!('answer' in given) || this.#from === undefined)
      throw new UnarrivedError(this.#place(), 'until' in given ? given.until : undefined)
    this.answers.push(this.#place())
    return { $: 'answer', id: given.answer }
  }

  #object(object: object): WireValue {
    const reference = this.#holdings.reference(object)
    if (reference !== undefined) return this.#remote(reference)
    const begun = this.#containers.get(object)
    if (begun !== undefined) return { $: 'same', index: begun }

    const kind = kindOf(object)
    switch (kind.is) {
      case 'boxed':
        return this.value(kind.value)
      case 'date':
        return { $: 'date', value: Number.isNaN(kind.time) ? null : kind.time }
      case 'regexp':
        return { $: 'regexp', source: kind.value.source, flags: kind.value.flags }
      case 'bytes':
        return this.#bytes(kind.type, kind.value)
      case 'promise': {
        const wire = { $: 'promise' as const, id: 0 }
        this.#registrations.push(() => {
          wire.id = this.#holdings.promise(kind.value)
        })
        return wire
      }
      case 'stream':
        return this.#stream(kind.value)
      case 'error':
        return this.#nested(() => this.#error(kind.value))
      case 'array':
        return this.#container(object, () => this.#array(kind.value))
      case 'map':
        return this.#container(object, () => ({ $: 'map', entries: this.#entries(kind.entries) }))
      case 'set':
        return this.#container(object, () => ({ $: 'set', values: this.#list(kind.values) }))
      case 'host':
        return this.#refuse(`${kind.name} objects cannot be sent`)
      case 'plain':
        return this.#container(object, () => this.#plain(object))
    }
  }

  #stream(stream: Readable): WireValue {
    if (!this.#holdings.isFree(stream)) this.#refuse('the stream is locked: somebody else reads it')
    const wire: Writable<WireStream> = { $: 'stream', id: 0, n: 0 }
    this.#registrations.push(() => Object.assign(wire, this.#holdings.stream(stream)))
    return wire
  }

  #bytes(type: string, source: ArrayBufferView | ArrayBufferLike): WireValue {
    try {
      return new SentBytes(type, source)
    } catch {
      return this.#refuse('its buffer was transferred away, or is too short for it')
    }
  }

  #remote(reference: Reference): WireValue {
    if (reference.released)
      throw new StaleReferenceError(`${this.#place()}: this page has released that object`)
    return { $: 'remote', id: reference.id }
  }

  #array(array: readonly unknown[]): WireValue {
    const values: WireValue[] = []
    const holes: number[] = []
    for (let index = 0; index < array.length; index++) {
      if (index in array) {
        values.push(this.#at(`[${index}]`, array[index]))
      } else {
        values.push(null)
        holes.push(index)
      }
    }
    return holes.length === 0 ? values : { $: 'array', values, holes }
  }

  #entries(entries: readonly (readonly [unknown, unknown])[]): [WireValue, WireValue][] {
    return entries.map(([key, value], index) => [
      this.#at(`.keys()[${index}]`, key),
      this.#at(`.values()[${index}]`, value),
    ])
  }

  #list(values: readonly unknown[]): WireValue[] {
    return values.map((value, index) => this.#at(`.values()[${index}]`, value))
  }

  /**
   * Every enumerable property, inherited ones too, but inherited functions: those are methods (Electron F-60). Getters run here,
   * and what they throw is the caller's.
   */
  #plain(object: object): WireValue {
    const members: Record<string, WireValue> = Object.create(null)
    for (const name in object) {
      const value = (object as Record<string, unknown>)[name]
      if (typeof value !== 'function' || Object.hasOwn(object, name))
        members[name] = this.#at(this.#named(name), value)
    }
    const name = className(object)
    return name === 'Object' ? { $: 'object', members } : { $: 'object', name, members }
  }

  #error(error: Error): WireValue {
    const { name, message, stack } = error
    const { code } = error as { code?: unknown }
    const wire: Writable<Extract<WireValue, { $: 'error' }>> = {
      $: 'error',
      name: `${name}`,
      message: `${message}`,
    }
    if (typeof stack === 'string') wire.stack = stack
    if (code !== undefined) wire.code = this.#at('.code', code)
    if ('cause' in error) wire.cause = this.#at('.cause', error.cause)
    const members: Record<string, WireValue> = Object.create(null)
    for (const key of Object.keys(error)) {
      if (!PARTS_OF_ERROR.has(key))
        members[key] = this.#at(this.#named(key), (error as unknown as WireMembers)[key])
    }
    // An AggregateError's list is what it is for, and is not enumerable.
    if (Object.hasOwn(error, 'errors') && !Object.hasOwn(members, 'errors'))
      members.errors = this.#at('.errors', (error as AggregateError).errors)
    if (Object.keys(members).length > 0) wire.members = members
    return wire
  }

  #container(object: object, encode: () => WireValue): WireValue {
    this.#containers.set(object, this.#containers.size)
    return this.#nested(encode)
  }

  #nested(encode: () => WireValue): WireValue {
    if (++this.#depth > this.#holdings.depth)
      this.#refuse(`values may nest ${this.#holdings.depth} levels deep and no deeper`)
    const wire = encode()
    this.#depth--
    return wire
  }

  #at(step: string, value: unknown): WireValue {
    this.#path.push(step)
    const wire = this.value(value)
    this.#path.pop()
    return wire
  }

  /** The step to a member. UTF-8 has no form of half a pair, and Java's parser takes no escape of one in a name. */
  #named(name: string): string {
    if (!name.isWellFormed()) {
      this.#path.push(step(name))
      this.#refuse('a name with half a surrogate pair cannot be sent')
    }
    return step(name)
  }

  #place(): string {
    return this.#root + this.#path.join('')
  }

  #refuse(why: string): never {
    throw new MarshalError(`${this.#place()}: ${why}`)
  }
}

/** What an error's wire form has a place of its own for. */
const PARTS_OF_ERROR: ReadonlySet<string> = new Set(['name', 'message', 'stack', 'code', 'cause', 'errors'])

function number(value: number): WireValue {
  if (Number.isFinite(value) && !Object.is(value, -0)) return value
  if (Number.isNaN(value)) return { $: 'number', value: 'NaN' }
  if (value === 0) return { $: 'number', value: '-0' }
  return { $: 'number', value: value > 0 ? 'Infinity' : '-Infinity' }
}

function step(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`
}
