import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Marshalling } from '../../src/marshalling.ts'
import type { WireValue } from '../../src/protocol.ts'
import { unused } from './unused.ts'

const DEPTH = 5

const scalar = fc.oneof(
  fc.constantFrom(null, undefined, Number.NaN, -0, Number.POSITIVE_INFINITY, Number.MIN_VALUE, 2 ** 53),
  fc.boolean(),
  fc.double(),
  fc.integer(),
  fc.bigInt(),
  fc.string({ unit: 'binary' }),
  // Lone surrogates too.
  fc.array(fc.integer({ min: 0xd7f0, max: 0xe010 })).map(units => String.fromCharCode(...units)),
  // To Node two invalid ones are not equal; the vectors have one.
  fc.date({ noInvalidDate: true }),
  fc.uint8Array(),
  fc.float64Array(),
  fc.bigInt64Array(),
)

const name = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('__proto__', 'constructor', 'then', '$', 'toJSON'),
)

const { value: anything } = fc.letrec(tie => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: DEPTH },
    scalar,
    tie('list'),
    tie('object'),
    tie('map'),
    tie('set'),
  ),
  list: fc.array(tie('value'), { maxLength: 5 }),
  object: fc
    .array(fc.tuple(name, tie('value')), { maxLength: 5 })
    .map(entries => Object.fromEntries(entries)),
  map: fc.array(fc.tuple(tie('value'), tie('value')), { maxLength: 4 }).map(entries => new Map(entries)),
  set: fc.array(tie('value'), { maxLength: 4 }).map(values => new Set(values)),
}))

/** By way of the text of the wire. */
function thereAndBack(value: unknown): unknown {
  const wire = new Marshalling(...unused).encode(value, 'value')
  return new Marshalling(...unused).decode(JSON.parse(JSON.stringify(wire)) as WireValue)
}

it('what goes out comes back as it was', () => {
  fc.assert(
    fc.property(anything, value => {
      // Vitest takes a member `constructor` for the constructor.
      expect(isDeepStrictEqual(thereAndBack(value), value)).toBe(true)
    }),
    { numRuns: 2000 },
  )
})

it('a name with half a surrogate pair is refused with its path, which Java could not read', () => {
  const wrong = { list: [{ '\ud800': 1 }], other: Object.assign(new Error('e'), { 'a\udc00b': 1 }) }
  const encode = (value: unknown): WireValue => new Marshalling(...unused).encode(value, 'value')
  expect(() => encode(wrong.list)).toThrow(
    'value[0]["\\ud800"]: a name with half a surrogate pair cannot be sent',
  )
  expect(() => encode(wrong.other)).toThrow('value["a\\udc00b"]: a name with half a surrogate pair')
  expect(encode({ '\u{1F600}': '\ud800' })).toEqual({ $: 'object', members: { '\u{1F600}': '\ud800' } })
})

it('what is one object is one object on the other side, also in a cycle', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.nat(9), { maxLength: 4 }), { minLength: 1, maxLength: 10 }), edges => {
      const nodes: unknown[][] = edges.map(() => [])
      edges.forEach((targets, from) => {
        for (const to of targets) nodes[from]?.push(nodes[to % nodes.length])
      })
      expect(shape(thereAndBack(nodes))).toEqual(shape(nodes))
    }),
    { numRuns: 1000 },
  )
})

/** Each list by the number of its first visit. */
function shape(root: unknown): number[][] {
  const numbers = new Map<unknown, number>()
  const lists: number[][] = []
  function visit(list: unknown[]): number {
    const known = numbers.get(list)
    if (known !== undefined) return known
    const number = numbers.size
    numbers.set(list, number)
    const inside: number[] = []
    lists[number] = inside
    for (const each of list) inside.push(visit(each as unknown[]))
    return number
  }
  visit(root as unknown[])
  return lists
}
