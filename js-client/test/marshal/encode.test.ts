import { describe, expect, it } from 'vitest'
import { LimitError, MarshalError } from '../../src/errors.ts'
import { functionWithReturnValue } from '../../src/marshal/encode.ts'
import { Marshalling } from '../../src/marshalling.ts'
import { unused } from './unused.ts'

/** What leaves the page. */
function encode(value: unknown, marshalling = new Marshalling(...unused)): unknown {
  return JSON.parse(JSON.stringify(marshalling.encode(value, 'arguments')))
}

describe('what cannot be sent is refused with its path', () => {
  const cases: [string, unknown, string][] = [
    ['a symbol', [Symbol('s')], 'arguments[0]: a symbol cannot be sent'],
    [
      'a symbol inside',
      [{ items: [0, 1, 2, { label: Symbol() }] }],
      'arguments[0].items[3].label: a symbol cannot be sent',
    ],
    ['a boxed symbol', [Object(Symbol())], 'arguments[0]: a symbol cannot be sent'],
    ['a symbol in a map', [new Map([['k', Symbol()]])], 'arguments[0].values()[0]: a symbol cannot be sent'],
    [
      'a symbol as key of a map',
      [new Map([[Symbol(), 1]])],
      'arguments[0].keys()[0]: a symbol cannot be sent',
    ],
    ['a symbol in a set', [new Set([Symbol()])], 'arguments[0].values()[0]: a symbol cannot be sent'],
    ['a key that is no identifier', [{ 'a b': Symbol() }], 'arguments[0]["a b"]: a symbol cannot be sent'],
    [
      'a symbol in an error',
      [Object.assign(new Error(), { x: Symbol() })],
      'arguments[0].x: a symbol cannot be sent',
    ],
    ['a WeakMap', [new WeakMap()], 'arguments[0]: WeakMap objects cannot be sent'],
    ['a WeakSet', [new WeakSet()], 'arguments[0]: WeakSet objects cannot be sent'],
    ['a WeakRef', [new WeakRef({})], 'arguments[0]: WeakRef objects cannot be sent'],
    [
      'an object whose state is hidden',
      [new Intl.Collator()],
      'arguments[0]: Collator objects cannot be sent',
    ],
    [
      'a subclass of such',
      [new (class Order extends Intl.Collator {})()],
      'arguments[0]: Collator objects cannot be sent',
    ],
    [
      'what inherits from Map and is none',
      [Object.create(Map.prototype)],
      'arguments[0]: Map objects cannot be sent',
    ],
    [
      'what inherits from RegExp and is none',
      [Object.create(RegExp.prototype)],
      'arguments[0]: RegExp objects cannot be sent',
    ],
  ]
  for (const [name, value, message] of cases) {
    it(name, () => {
      expect(() => encode(value)).toThrow(new MarshalError(message))
    })
  }
})

describe('depth', () => {
  const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)])

  it('is allowed up to the limit', () => {
    expect(() => encode(nested(64))).not.toThrow()
  })

  it('is refused beyond the limit, naming it', () => {
    expect(() => encode(nested(65))).toThrow(/values may nest 64 levels deep/)
  })

  it('is what Java said it is', () => {
    const marshalling = new Marshalling(...unused)
    marshalling.depth = 2
    expect(() => encode(nested(3), marshalling)).toThrow(/2 levels/)
  })

  it('an error that causes itself is too deep', () => {
    const error = new Error('me')
    error.cause = error
    expect(() => encode(error)).toThrow(/levels deep/)
  })
})

describe('nothing is registered unless all of it can be sent', () => {
  it('a getter that throws leaves no callback behind', () => {
    const marshalling = new Marshalling(...unused)
    const broken = {
      first: () => 1,
      get second() {
        throw new RangeError('mine')
      },
    }
    expect(() => encode(broken, marshalling)).toThrow(new RangeError('mine'))
    expect(marshalling.callbacks.find(1)).toBeUndefined()
  })

  it('a value that cannot be sent leaves no count behind', () => {
    const marshalling = new Marshalling(...unused)
    const fn = (): void => undefined
    encode(fn, marshalling)
    expect(() => encode([fn, Symbol()], marshalling)).toThrow(MarshalError)
    expect(encode(fn, marshalling)).toMatchObject({ $: 'callback', id: 1, n: 2 })
  })

  it('nor does what is too long', () => {
    const marshalling = new Marshalling(...unused)
    const fn = (): void => undefined
    const pending = new Promise(() => undefined)
    marshalling.capacity = { ...marshalling.capacity, messageBytes: 4000 }
    expect(() => encode([fn, pending, 'x'.repeat(4000)], marshalling)).toThrow(LimitError)
    expect(encode([fn, pending], marshalling)).toMatchObject([{ id: 1, n: 1 }, { id: 1 }])
  })

  it('nor a promise without a number', () => {
    const marshalling = new Marshalling(...unused)
    expect(() => encode([Promise.resolve(), Symbol()], marshalling)).toThrow(MarshalError)
    expect(encode(new Promise(() => undefined), marshalling)).toEqual({ $: 'promise', id: 1 })
  })
})

describe('functions', () => {
  it('are the same callback each time, counted', () => {
    const marshalling = new Marshalling(...unused)
    const fn = (_a: unknown, _b: unknown): void => undefined
    expect(encode([fn, fn], marshalling)).toEqual([
      { $: 'callback', id: 1, n: 1, length: 2, at: '' },
      { $: 'callback', id: 1, n: 2, length: 2 },
    ])
  })

  it('have the length they declare (T07)', () => {
    const lengths = [
      (_a: unknown, _b: unknown, _c: unknown) => 0,
      (_a: unknown) => 0,
      (..._all: unknown[]) => 0,
    ]
    expect(lengths.map(fn => (encode(fn) as { length: number }).length)).toEqual([3, 1, 0])
  })

  it('with properties are still callbacks, without them', () => {
    expect(encode(Object.assign(() => 1, { extra: 2 }))).toEqual({
      $: 'callback',
      id: 1,
      n: 1,
      length: 0,
      at: '',
    })
  })

  it('that an object owns cross as callbacks, inherited ones do not', () => {
    class Options {
      onDone = (): void => undefined
      method(): void {}
    }
    expect(encode(new Options())).toMatchObject({ members: { onDone: { $: 'callback' } } })
    const prototypeOfOld = { greet: () => 'hi' }
    expect(encode(Object.create(prototypeOfOld))).toEqual({ $: 'object', members: {} })
  })

  it('with a return value give it at once (F-09)', () => {
    const constant = functionWithReturnValue(Uint8Array.of(7))
    expect(constant()).toEqual(Uint8Array.of(7))
    expect(encode(constant)).toEqual({
      $: 'constant',
      value: { $: 'bytes', type: 'Uint8Array', data: 'Bw==' },
    })
  })
})

describe('promises', () => {
  it('are recognised by what they can do (F-75)', () => {
    class Deferred {
      static resolve(): void {}
      static reject(): void {}
      // biome-ignore lint/suspicious/noThenProperty: that is what makes it a promise
      then(): void {}
    }
    expect(encode(new Deferred())).toEqual({ $: 'promise', id: 1 })
  })

  it('a thenable that cannot resolve or reject is an ordinary object', () => {
    // biome-ignore lint/suspicious/noThenProperty: that is what is tried
    expect(encode({ then: 1 })).toEqual({ $: 'object', members: { then: 1 } })
    // biome-ignore lint/suspicious/noThenProperty: that is what is tried
    expect(encode({ then() {} })).toMatchObject({ $: 'object', members: { then: { $: 'callback' } } })
  })
})

describe('what an object claims to be', () => {
  it('does not make a plain object a Map', () => {
    expect(encode({ a: 1, [Symbol.toStringTag]: 'Map' })).toEqual({ $: 'object', members: { a: 1 } })
  })

  it('does not hide a Map', () => {
    const map = Object.defineProperty(new Map([[1, 2]]), Symbol.toStringTag, { value: 'Hidden' })
    expect(encode(map)).toEqual({ $: 'map', entries: [[1, 2]] })
  })

  it('a subclass of a built-in crosses as what it extends', () => {
    class Names extends Array<string> {}
    class Points extends Map<string, number> {}
    class Blob extends Uint8Array {}
    class Oops extends RangeError {}
    expect(encode(Names.of('a'))).toEqual(['a'])
    expect(encode(new Points([['x', 1]]))).toEqual({ $: 'map', entries: [['x', 1]] })
    expect(encode(Blob.of(1))).toEqual({ $: 'bytes', type: 'Uint8Array', data: 'AQ==' })
    expect(encode(new Oops('x'))).toMatchObject({ $: 'error', name: 'RangeError', message: 'x' })
  })

  it('an aggregate of errors keeps its errors', () => {
    expect(encode(new AggregateError([1, 2], 'both'))).toMatchObject({
      name: 'AggregateError',
      members: { errors: [1, 2] },
    })
  })

  it('arguments are an object by their numbers', () => {
    const list = (function (..._: unknown[]) {
      // biome-ignore lint/complexity/noArguments: that is what is tried
      return arguments
    })('a', 'b')
    expect(encode(list)).toEqual({ $: 'object', members: { 0: 'a', 1: 'b' } })
  })
})
