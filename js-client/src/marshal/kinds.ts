/**
 * Tells what an object of the page is, by the engine's own marks and not by `instanceof`: objects of another frame are recognised,
 * and an object that only claims to be a Map is not taken for one.
 */

/** What may be a promise (Electron F-75). */
export type Thenable = { then(resolve: (value: unknown) => void, reject: (reason: unknown) => void): unknown }

export type Kind =
  | { readonly is: 'boxed'; readonly value: unknown }
  | { readonly is: 'date'; readonly time: number }
  | { readonly is: 'regexp'; readonly value: RegExp }
  | { readonly is: 'bytes'; readonly type: string; readonly value: ArrayBufferView | ArrayBufferLike }
  | { readonly is: 'promise'; readonly value: Thenable }
  | { readonly is: 'error'; readonly value: Error }
  | { readonly is: 'array'; readonly value: readonly unknown[] }
  | { readonly is: 'map'; readonly entries: readonly (readonly [unknown, unknown])[] }
  | { readonly is: 'set'; readonly values: readonly unknown[] }
  | { readonly is: 'object' }

const PLAIN: Kind = { is: 'object' }

/** Classifies an object that is none of Java's. */
export function kindOf(object: object): Kind {
  if (Array.isArray(object)) return { is: 'array', value: object }
  if (ArrayBuffer.isView(object)) return { is: 'bytes', type: viewType(object), value: object }
  const builtin = builtinKind(object)
  if (builtin !== undefined) return builtin
  return isPromiseLike(object) ? { is: 'promise', value: object } : PLAIN
}

function builtinKind(object: object): Kind | undefined {
  const tag = Object.prototype.toString.call(object).slice(8, -1)
  const read = READERS.get(tag)
  if (read !== undefined) {
    // A reader throws where the object lacks the engine's mark: its tag lied.
    try {
      return read(object)
    } catch {
      return undefined
    }
  }
  // A subclass may carry a tag of its own; errors are recognised by their chain as well.
  return object instanceof Error ? { is: 'error', value: object } : undefined
}

const toArray: <T>(source: Iterable<T>) => T[] = Array.from

const READERS: ReadonlyMap<string, (object: object) => Kind> = new Map<string, (object: object) => Kind>([
  ['Boolean', object => ({ is: 'boxed', value: Boolean.prototype.valueOf.call(object) })],
  ['Number', object => ({ is: 'boxed', value: Number.prototype.valueOf.call(object) })],
  ['String', object => ({ is: 'boxed', value: String.prototype.valueOf.call(object) })],
  ['BigInt', object => ({ is: 'boxed', value: BigInt.prototype.valueOf.call(object) })],
  ['Symbol', object => ({ is: 'boxed', value: Symbol.prototype.valueOf.call(object) })],
  ['Date', object => ({ is: 'date', time: Date.prototype.getTime.call(object) })],
  ['RegExp', object => ({ is: 'regexp', value: object as RegExp })],
  ['Error', object => ({ is: 'error', value: object as Error })],
  ['DOMException', object => ({ is: 'error', value: object as Error })],
  ['ArrayBuffer', buffer],
  ['SharedArrayBuffer', buffer],
  ['Map', object => ({ is: 'map', entries: toArray(Map.prototype.entries.call(object)) })],
  ['Set', object => ({ is: 'set', values: toArray(Set.prototype.values.call(object)) })],
])

function buffer(object: object): Kind {
  // Throws for what is no buffer.
  new Uint8Array(object as ArrayBuffer, 0, 0)
  return { is: 'bytes', type: 'ArrayBuffer', value: object as ArrayBuffer }
}

/** The name that the engine gives a view; a subclass counts as what it extends. */
function viewType(view: ArrayBufferView): string {
  return view instanceof DataView ? 'DataView' : (typedArrayTag.call(view) ?? 'DataView')
}

const typedArrayTag: (this: unknown) => string | undefined =
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)?.get ??
  (() => undefined)

function isPromiseLike(object: object): object is Thenable {
  const { then } = object as { then?: unknown }
  if (typeof then !== 'function') return false
  const made = object.constructor as { resolve?: unknown; reject?: unknown } | undefined
  return typeof made?.resolve === 'function' && typeof made.reject === 'function'
}

/** The name of the class of a plain object: '' without a prototype, or where its class has no name. */
export function typeName(object: object): string {
  const prototype: object | null = Object.getPrototypeOf(object)
  if (prototype === null) return ''
  const made: unknown = prototype.constructor
  if (typeof made !== 'function') return 'Object'
  return typeof made.name === 'string' ? made.name : ''
}

/**
 * Whether an object is the browser's and not the application's: a node, a window, a WeakMap, a generator. Its state is out of sight
 * of properties, so a copy would be a lie. Geometry (`DOMRect` and its kin) is all properties and may be copied.
 */
export function isHost(object: object): boolean {
  let prototype = Object.getPrototypeOf(object)
  while (prototype !== null) {
    const made: unknown = Object.hasOwn(prototype, 'constructor') ? prototype.constructor : undefined
    if (typeof made === 'function' && made.prototype === prototype && isNative(made))
      return made.name !== 'Object' && !GEOMETRY.test(made.name)
    prototype = Object.getPrototypeOf(prototype)
  }
  return false
}

const GEOMETRY = /^DOM(Rect|Point|Quad|Matrix)(ReadOnly)?$/

function isNative(fn: Function): boolean {
  return /\{\s*\[native code\]\s*\}$/.test(Function.prototype.toString.call(fn))
}
