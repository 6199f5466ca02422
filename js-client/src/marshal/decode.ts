import { errorNamed, MarshalError, withRemoteStack } from '../errors.ts'
import {
  bare,
  type Tagged,
  type WireCallback,
  type WireClass,
  type WireError,
  type WireFunction,
  type WireMembers,
  type WireReference,
  type WireReferences,
  type WireRows,
  type WireStream,
  type WireValue,
} from '../protocol.ts'
import { binary } from './bytes.ts'

/** Decodes a part of the value that is being decoded. */
export type DecodePart = (value: WireValue) => unknown

/** Where decoding gets what is not copied: proxies for Java's, and the page's own coming home. */
export interface Remotes {
  object(wire: WireReference, decode: DecodePart): object
  /** Gives what makes the proxy of each row. */
  objects(wire: WireReferences, decode: DecodePart): (row: readonly WireValue[]) => object
  function(wire: WireFunction): Function
  class(wire: WireClass, decode: DecodePart): Function
  callback(wire: WireCallback): Function
  promise(id: number): Promise<unknown>
  stream(wire: WireStream): object
}

/**
 * Wire value → JavaScript value. Takes the wire value over: what `JSON.parse` made of it becomes the value wherever it can stay as it is, so
 * that plain data costs no second object.
 *
 * Runs no code of the application. Messages must be decoded in the order in which Java sent them, even where nobody wants the
 * result any more: class descriptors cross once, and references are counted.
 *
 * @param attachments of the frame that it came in
 * @throws MarshalError where the wire has a form that it should not have
 */
export function decode(wire: WireValue, remotes: Remotes, attachments?: ArrayBuffer): unknown {
  return new Decoder(remotes, attachments).value(wire)
}

class Decoder {
  readonly #remotes: Remotes
  readonly #attachments: ArrayBuffer | undefined
  /** Containers in the order in which they began, for `same`. */
  readonly #containers: object[] = []
  readonly #part: DecodePart = wire => this.value(wire)

  constructor(remotes: Remotes, attachments: ArrayBuffer | undefined) {
    this.#remotes = remotes
    this.#attachments = attachments
  }

  value(wire: WireValue): unknown {
    if (typeof wire !== 'object' || wire === null) return wire
    return isList(wire) ? this.#list(wire) : this.#tagged(wire)
  }

  #tagged(wire: Tagged): unknown {
    switch (wire.$) {
      case 'undefined':
        return undefined
      case 'number':
        return Number(wire.value)
      case 'bigint':
        return BigInt(wire.value)
      case 'date':
        return new Date(wire.value ?? Number.NaN)
      case 'regexp':
        return new RegExp(wire.source, wire.flags)
      case 'bytes':
        return binary(wire, this.#attachments) ?? malformed(`bytes of type ${wire.type}, or from nowhere`)
      case 'object':
        return this.#object(wire.members, Object.hasOwn(wire, 'name') ? wire.name : undefined)
      case 'rows':
        return this.#rows(wire)
      case 'refs':
        return this.#references(wire)
      case 'map':
        return this.#map(wire.entries)
      case 'set':
        return this.#set(wire.values)
      case 'array':
        return this.#sparse(wire.values, wire.holes)
      case 'error':
        return this.#error(wire)
      case 'same':
        return this.#containers[wire.index] ?? malformed(`container ${wire.index}, which has not begun`)
      default:
        return this.#remote(wire)
    }
  }

  #remote(wire: Tagged): unknown {
    switch (wire.$) {
      case 'ref':
        return this.#remotes.object(wire, this.#part)
      case 'function':
        return this.#remotes.function(wire)
      case 'class':
        return this.#remotes.class(wire.class, this.#part)
      case 'callback':
        return this.#remotes.callback(wire)
      case 'promise':
        return this.#remotes.promise(wire.id)
      case 'stream':
        return this.#remotes.stream(wire)
      default:
        return malformed(`a value tagged '${wire.$}'`)
    }
  }

  #begin<T extends object>(container: T): T {
    this.#containers.push(container)
    return container
  }

  #list(values: readonly WireValue[]): unknown[] {
    const list = this.#begin(values as unknown[])
    for (let index = 0; index < list.length; index++) {
      const value = list[index] as WireValue
      if (typeof value === 'object' && value !== null) list[index] = this.value(value)
    }
    return list
  }

  #sparse(values: readonly WireValue[], holes: readonly number[]): unknown[] {
    const list = this.#list(values)
    for (const hole of holes) delete list[hole]
    return list
  }

  /** A plain object: the very one that was parsed. Its members are its own, so assigning to them reaches no setter above it. */
  #object(members: WireMembers, name: string | undefined): object {
    if (name !== undefined && name !== 'Object') return this.#members(this.#begin(emptyObject(name)), members)
    const object: Record<string, unknown> = this.#begin(members)
    for (const member of Object.keys(object)) {
      const value = object[member] as WireValue
      if (typeof value === 'object' && value !== null) object[member] = this.value(value)
    }
    return object
  }

  /** Every object is a copy of one that has all the names, so the engine gives them one shape. */
  #rows({ names, rows }: WireRows): unknown[] {
    const blank: Record<string, unknown> = Object.fromEntries(names.map(name => [name, null]))
    return this.#each(rows, row => {
      const object = this.#begin({ ...blank })
      for (let column = 0; column < names.length; column++) {
        const value = row[column] as WireValue
        object[names[column] as string] =
          typeof value === 'object' && value !== null ? this.value(value) : value
      }
      return object
    })
  }

  #references(wire: WireReferences): unknown[] {
    return this.#each(wire.rows, this.#remotes.objects(wire, this.#part))
  }

  /** A list of rows. What is no array among them is a value like any other. */
  #each(rows: WireRows['rows'], read: (row: readonly WireValue[]) => object): unknown[] {
    const list = this.#begin(rows as unknown[])
    for (let index = 0; index < list.length; index++) {
      const row = list[index] as WireValue
      list[index] = typeof row === 'object' && row !== null && isList(row) ? read(row) : this.value(row)
    }
    return list
  }

  #map(entries: readonly (readonly [WireValue, WireValue])[]): Map<unknown, unknown> {
    const map = this.#begin(new Map<unknown, unknown>())
    for (const [key, value] of entries) map.set(this.value(key), this.value(value))
    return map
  }

  #set(values: readonly WireValue[]): Set<unknown> {
    const set = this.#begin(new Set<unknown>())
    for (const value of values) set.add(this.value(value))
    return set
  }

  #error(wire: WireError): Error {
    const { name, message, stack, code, cause, members = {} } = bare(wire)
    const error = withRemoteStack(errorNamed(name, message), stack)
    if (code !== undefined) defineMember(error, 'code', this.value(code), true)
    if (cause !== undefined) defineMember(error, 'cause', this.value(cause), false)
    return this.#members(error, members)
  }

  #members<T extends object>(target: T, members: WireMembers): T {
    for (const [name, value] of Object.entries(members)) defineMember(target, name, this.value(value), true)
    return target
  }
}

/** Defined, never assigned: a member named `__proto__` is a member like any other. */
function defineMember(target: object, name: string, value: unknown, enumerable: boolean): void {
  Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable })
}

/** An object whose `constructor.name` is the one it had in Java, without touching any constructor of the page. */
function emptyObject(name: string): object {
  if (name === '') return Object.create(null)
  const made = { [name]() {} }[name]
  const prototype = Object.create(Object.prototype, {
    constructor: { value: made, writable: true, configurable: true },
  })
  return Object.create(prototype)
}

function isList(wire: object): wire is readonly WireValue[] {
  return Array.isArray(wire)
}

function malformed(what: string): never {
  throw new MarshalError(`Java sent ${what}, which this page does not understand`)
}
