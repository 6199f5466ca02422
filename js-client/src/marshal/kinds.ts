/**
 * Tells what an object of the page is: by the nearest class above it that is the engine's own, and then by the engine's marks. So objects
 * of another frame are recognised, subclasses count as what they extend, and nothing is taken for what it only claims to be.
 */

/** What may be a promise (Electron F-75). */
export type Thenable = { then(resolve: (value: unknown) => void, reject: (reason: unknown) => void): unknown }

export type Kind =
  | { readonly is: 'array'; readonly value: readonly unknown[] }
  | { readonly is: 'boxed'; readonly value: unknown }
  | { readonly is: 'bytes'; readonly type: string; readonly value: ArrayBufferView | ArrayBufferLike }
  | { readonly is: 'date'; readonly time: number }
  | { readonly is: 'error'; readonly value: Error }
  | { readonly is: 'map'; readonly entries: readonly (readonly [unknown, unknown])[] }
  | { readonly is: 'promise'; readonly value: Thenable }
  | { readonly is: 'regexp'; readonly value: RegExp }
  | { readonly is: 'set'; readonly values: readonly unknown[] }
  | { readonly is: 'stream'; readonly value: ReadableStream<unknown> | Blob }
  /** Its properties are all there is to it. */
  | { readonly is: 'plain' }
  /** A node, a window, a WeakMap, a generator: its state is out of sight of properties, so a copy would be a lie. */
  | { readonly is: 'host'; readonly name: string }

/** Classifies an object that is none of Java's. */
export function kindOf(object: object): Kind {
  if (Array.isArray(object)) return { is: 'array', value: object }
  if (ArrayBuffer.isView(object)) return { is: 'bytes', type: viewType(object), value: object }
  if (isPromiseLike(object)) return { is: 'promise', value: object }
  const base = streamClass(object) ?? engineClass(object)
  if (base === undefined || base === 'Object' || GEOMETRY.test(base)) return { is: 'plain' }
  if (ERROR.test(base)) return { is: 'error', value: object as Error }
  try {
    return READERS.get(base)?.(object) ?? { is: 'host', name: base }
  } catch {
    // It inherits from that class without having been made by it.
    return { is: 'host', name: base }
  }
}

/** The name of an object's own class; '' without a prototype, or where its class has no name. */
export function className(object: object): string {
  const prototype: object | null = Object.getPrototypeOf(object)
  if (prototype === null) return ''
  const made: unknown = prototype.constructor
  if (typeof made !== 'function') return 'Object'
  return typeof made.name === 'string' ? made.name : ''
}

/** How a value is got out of each class that has one. All throw for what has not the engine's mark. */
const READERS: ReadonlyMap<string, (object: object) => Kind> = new Map<string, (object: object) => Kind>([
  ['Boolean', object => ({ is: 'boxed', value: Boolean.prototype.valueOf.call(object) })],
  ['Number', object => ({ is: 'boxed', value: Number.prototype.valueOf.call(object) })],
  ['String', object => ({ is: 'boxed', value: String.prototype.valueOf.call(object) })],
  ['BigInt', object => ({ is: 'boxed', value: BigInt.prototype.valueOf.call(object) })],
  ['Symbol', object => ({ is: 'boxed', value: Symbol.prototype.valueOf.call(object) })],
  ['Date', object => ({ is: 'date', time: Date.prototype.getTime.call(object) })],
  ['RegExp', readRegExp],
  ['ArrayBuffer', readBuffer],
  ['SharedArrayBuffer', readBuffer],
  ['Map', object => ({ is: 'map', entries: [...Map.prototype.entries.call(object)] })],
  ['ReadableStream', object => marked(object, streamMark)],
  ['Blob', object => marked(object, blobMark)],
  ['File', object => marked(object, blobMark)],
  ['Set', object => ({ is: 'set', values: [...Set.prototype.values.call(object)] })],
])

const ERROR = /^(Aggregate|Eval|Range|Reference|Suppressed|Syntax|Type|URI)?Error$|^DOMException$/

/** The browser's geometry is all properties, and what windows are placed with. */
const GEOMETRY = /^DOM(Rect|Point|Quad|Matrix)(ReadOnly)?$/

/** Engines may write these in JavaScript, and so not mark them as their own. */
function streamClass(object: object): string | undefined {
  if (object instanceof ReadableStream) return 'ReadableStream'
  return object instanceof Blob ? 'Blob' : undefined
}

/** The name of the nearest class above an object that is the engine's; undefined where there is none. */
function engineClass(object: object): string | undefined {
  let prototype = Object.getPrototypeOf(object)
  while (prototype !== null) {
    const made: unknown = Object.hasOwn(prototype, 'constructor') ? prototype.constructor : undefined
    if (typeof made === 'function' && made.prototype === prototype && isNative(made)) return made.name
    prototype = Object.getPrototypeOf(prototype)
  }
  return undefined
}

function isNative(fn: Function): boolean {
  return /\{\s*\[native code\]\s*\}$/.test(Function.prototype.toString.call(fn))
}

/** Whether an object of the page's own is a promise, of whatever class. */
export function isPromiseLike(object: object): object is Thenable {
  const { then } = object as { then?: unknown }
  if (typeof then !== 'function') return false
  const made = object.constructor as { resolve?: unknown; reject?: unknown } | undefined
  return typeof made?.resolve === 'function' && typeof made.reject === 'function'
}

function readRegExp(object: object): Kind {
  RegExp.prototype.toString.call(object)
  return { is: 'regexp', value: object as RegExp }
}

/** A stream, or a blob, where the engine's getter finds its mark. */
function marked(object: object, getter: (this: unknown) => unknown): Kind {
  getter.call(object)
  return { is: 'stream', value: object as ReadableStream<unknown> | Blob }
}

const streamMark = getterOf(ReadableStream.prototype, 'locked')
const blobMark = getterOf(Blob.prototype, 'size')

function getterOf(prototype: object, name: string): (this: unknown) => unknown {
  return Object.getOwnPropertyDescriptor(prototype, name)?.get ?? (() => undefined)
}

function readBuffer(object: object): Kind {
  new Uint8Array(object as ArrayBuffer, 0, 0)
  return { is: 'bytes', type: 'ArrayBuffer', value: object as ArrayBuffer }
}

/** The name that the engine gives a view. */
function viewType(view: ArrayBufferView): string {
  return typedArrayTag.call(view) ?? 'DataView'
}

const typedArrayTag: (this: unknown) => string | undefined =
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)?.get ??
  (() => undefined)
