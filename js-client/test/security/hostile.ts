/** Names that mean something to the language, or to those who use objects as tables. */
export const HOSTILE: readonly string[] = [
  '__proto__',
  'constructor',
  'prototype',
  'then',
  'catch',
  'toJSON',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'isPrototypeOf',
  '__defineGetter__',
  '__defineSetter__',
  '__lookupGetter__',
  'Symbol(Symbol.toPrimitive)',
  '@@iterator',
  'length',
  'name',
  'arguments',
  'caller',
  'call',
  'apply',
  'bind',
  'get',
  'set',
  'value',
  '$',
  '',
  '0',
  'polluted',
]

/** What everything in a realm inherits from. */
const ROOTS: readonly object[] = [
  Object.prototype,
  Function.prototype,
  Array.prototype,
  Map.prototype,
  Set.prototype,
  Error.prototype,
  Promise.prototype,
  Object,
  Function,
  Array,
  globalThis,
]

/** Every property that the roots have, with what it is. */
export function realm(): unknown[] {
  return ROOTS.map(root =>
    Reflect.ownKeys(root).map(key => {
      // Vitest's own globals are read by getters.
      const { value, get, set, writable, configurable, enumerable } = Reflect.getOwnPropertyDescriptor(
        root,
        key,
      ) as PropertyDescriptor
      return [key, root === globalThis ? undefined : value, get, set, writable, configurable, enumerable]
    }),
  )
}
