import type { ToJava, WireAnswer, WireValue } from '../protocol.ts'
import { findProperty, originOf } from './origins.ts'

/** What can be done to a remote object, function or class. */
export type Deed =
  | { readonly does: 'get'; readonly name: string }
  | { readonly does: 'set'; readonly name: string; readonly value: unknown }
  | { readonly does: 'call'; readonly name: string; readonly args: readonly unknown[] }
  | { readonly does: 'apply'; readonly args: readonly unknown[] }
  | { readonly does: 'construct'; readonly args: readonly unknown[] }

/** How a deed is done to a value that is here. */
export type Way =
  /** Java does `deed` to `target`. */
  | { readonly target: number; readonly deed: Deed }
  /** The property `first` is read in Java, and `deed` done to what it gives. */
  | { readonly first: string; readonly deed: Deed }
  /** The page has done it, and this came of it. */
  | { readonly outcome: unknown }

/** Makes the wire value of arguments, or of a value to be written. */
export type EncodePart = (value: unknown, root: 'arguments' | 'value') => WireValue

/** The request that asks Java for a deed. */
export function requestFor(
  deed: Deed,
  target: number | WireAnswer,
  encode: EncodePart,
): readonly [method: ToJava, params: readonly unknown[]] {
  switch (deed.does) {
    case 'get':
      return ['member.get', [target, deed.name]]
    case 'set':
      return ['member.set', [target, deed.name, encode(deed.value, 'value')]]
    case 'call':
      return ['member.call', [target, deed.name, encode(deed.args, 'arguments')]]
    case 'apply':
      return ['function.call', [target, encode(deed.args, 'arguments')]]
    case 'construct':
      return ['class.construct', [target, encode(deed.args, 'arguments')]]
  }
}

/**
 * Does what the page can do without Java, as it would be done to the value itself, and says how to ask Java for all else.
 *
 * @param twin of a remote function, for functions of the page that are called on one, such as `bind`
 * @throws what the same step throws in the page
 */
export function wayOf(deed: Deed, value: unknown, twin: (fn: Function) => Function): Way {
  switch (deed.does) {
    case 'get': {
      const origin = originOf(findProperty(value, deed.name)?.get)
      return origin?.is === 'property'
        ? { target: origin.target(value), deed }
        : { outcome: read(value, deed.name) }
    }
    case 'set': {
      const origin = originOf(findProperty(value, deed.name)?.set)
      return origin?.is === 'property'
        ? { target: origin.target(value), deed }
        : { outcome: write(value, deed.name, deed.value) }
    }
    case 'call': {
      const property = findProperty(value, deed.name)
      const origin = originOf(property?.get ?? property?.value)
      if (origin?.is === 'method') return { target: origin.target(value), deed }
      if (origin?.is === 'property') return { first: deed.name, deed: { does: 'apply', args: deed.args } }
      const receiver = typeof value === 'function' && originOf(value) !== undefined ? twin(value) : value
      return wayOfCall(read(value, deed.name), receiver, deed.args, deed.name)
    }
    case 'apply':
      return wayOfCall(value, undefined, deed.args, 'This value')
    case 'construct': {
      const origin = originOf(value)
      if (origin?.is === 'class') return { target: origin.target(undefined), deed }
      if (typeof value !== 'function') throw new TypeError('This value is not a constructor')
      return { outcome: Reflect.construct(value, deed.args) }
    }
  }
}

function wayOfCall(fn: unknown, receiver: unknown, args: readonly unknown[], name: string): Way {
  const origin = originOf(fn)
  if (origin?.is === 'function') return { target: origin.target(undefined), deed: { does: 'apply', args } }
  if (origin?.is === 'method')
    return { target: origin.target(undefined), deed: { does: 'call', name: origin.name, args } }
  if (typeof fn !== 'function') throw new TypeError(`${name} is not a function`)
  return { outcome: Reflect.apply(fn, receiver, args) }
}

function read(value: unknown, name: string): unknown {
  return (value as Readonly<Record<string, unknown>>)[name]
}

function write(holder: unknown, name: string, value: unknown): void {
  if (!Reflect.set(Object(holder), name, value))
    throw new TypeError(`Cannot assign to read only property '${name}'`)
}
