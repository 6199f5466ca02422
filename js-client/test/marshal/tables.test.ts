import { describe, expect, it } from 'vitest'
import { Marshalling } from '../../src/marshalling.ts'
import type { WireValue } from '../../src/protocol.ts'
import { classNamed } from '../proxy/wire.ts'
import { unused } from './unused.ts'

function decode(wire: unknown, marshalling = new Marshalling(...unused)): unknown {
  return marshalling.decode(wire as WireValue)
}

/** Does `work` while every object of the page has a setter of that name above it. */
function withSetter(name: string, work: () => void): void {
  Object.defineProperty(Object.prototype, name, {
    configurable: true,
    set() {
      throw new Error(`the setter of ${name} was run`)
    },
  })
  try {
    work()
  } finally {
    Reflect.deleteProperty(Object.prototype, name)
  }
}

describe('a table of copies', () => {
  it('is a list of plain objects of the page, each with members of its own', () => {
    const rows = decode({
      $: 'rows',
      names: ['a', 'b'],
      rows: [
        [1, [2]],
        [3, null],
      ],
    }) as object[]
    expect(Array.isArray(rows)).toBe(true)
    for (const row of rows) {
      expect(Object.getPrototypeOf(row)).toBe(Object.prototype)
      expect(Object.getOwnPropertyDescriptor(row, 'a')).toMatchObject({
        writable: true,
        enumerable: true,
        configurable: true,
      })
    }
    expect(rows).toEqual([
      { a: 1, b: [2] },
      { a: 3, b: null },
    ])
  })

  it('runs no setter of the page, nor does a plain object', () => {
    withSetter('a', () => {
      const rows = decode({ $: 'rows', names: ['a'], rows: [[[1]]] }) as object[]
      expect(Object.getOwnPropertyDescriptor(rows[0], 'a')?.value).toEqual([1])
      const plain = decode({ $: 'object', members: { a: [1] } }) as object
      expect(Object.getOwnPropertyDescriptor(plain, 'a')?.value).toEqual([1])
    })
  })

  it('changes no prototype by a member named __proto__', () => {
    const [row] = decode({
      $: 'rows',
      names: ['__proto__'],
      rows: [[{ $: 'object', members: {} }]],
    }) as object[]
    expect(Object.getPrototypeOf(row)).toBe(Object.prototype)
    expect(Object.keys(row as object)).toEqual(['__proto__'])
  })

  it('may be empty of names and of rows', () => {
    expect(decode({ $: 'rows', names: [], rows: [[], []] })).toEqual([{}, {}])
    expect(decode({ $: 'rows', names: ['a'], rows: [] })).toEqual([])
  })
})

describe('a table of references', () => {
  const shop = classNamed('Shop', {
    members: [['sell', 'm']],
    own: [
      ['stock', 'p'],
      ['id', 'c'],
      ['name', 'c'],
    ],
  })

  it('is a list of remote objects with their immutable members', () => {
    const shops = decode({
      $: 'refs',
      class: shop,
      names: ['id', 'name'],
      rows: [[1, 1, 10, 'a'], null, [2, 1, { $: 'bigint', value: '11' }, 'b'], [1, 2, 10, 'a']],
    }) as { id: unknown; name: string; sell: unknown }[]
    expect(shops.map(each => each && [each.id, each.name, typeof each.sell])).toEqual([
      [10, 'a', 'function'],
      null,
      [11n, 'b', 'function'],
      [10, 'a', 'function'],
    ])
    expect(shops[3]).toBe(shops[0])
    expect(Object.keys(shops[0] ?? {})).toEqual(['stock', 'id', 'name'])
    expect(() => {
      ;(shops[0] as { id: unknown }).id = 5
    }).toThrow(TypeError)
  })

  it('counts what it brings again, and gives the proxy that is alive', () => {
    const marshalling = new Marshalling(...unused)
    const first = decode({ $: 'ref', id: 1, n: 1, class: shop, values: { id: 10 } }, marshalling) as object
    const table = decode({ $: 'refs', class: 9, names: ['id'], rows: [[1, 5, 10]] }, marshalling) as object[]
    expect(table[0]).toBe(first)
    marshalling.references.release(first)
    expect(marshalling.references.takeReleases()).toEqual([[1, 5]])
  })
})
