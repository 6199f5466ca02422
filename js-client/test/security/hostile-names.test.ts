import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WireMember, WireValue } from '../../src/protocol.ts'
import { openPage } from '../page.ts'
import { classNamed, reference } from '../proxy/wire.ts'
import { HOSTILE, realm } from './hostile.ts'

const EVIL: WireValue = { $: 'object', members: { polluted: true } }
const MEMBERS = Object.fromEntries(HOSTILE.map(name => [name, EVIL]))

/** What Java gives under every hostile name at once, in each place where a name can stand. */
const VALUES: Readonly<Record<string, () => WireValue>> = {
  'members of an object': () => ({ $: 'object', members: parsed(MEMBERS) }),
  'members of an object with a class name': () => ({
    $: 'object',
    name: 'Point',
    members: parsed(MEMBERS),
  }),
  'names of a table': () => ({
    $: 'rows',
    names: [...HOSTILE],
    rows: [HOSTILE.map(() => parsed(EVIL)), HOSTILE.map(() => 1)],
  }),
  'members of an error': () => ({ $: 'error', name: 'E', message: 'm', members: parsed(MEMBERS) }),
  'keys of a map': () => ({ $: 'map', entries: HOSTILE.map(name => [name, parsed(EVIL)]) }),
  'members of a class': () => reference(1, classNamed('C', { id: 21, members: members('p') })),
  'methods of a class': () => reference(2, classNamed('C', { id: 22, members: members('m') })),
  'own members of a class': () => reference(3, classNamed('C', { id: 23, own: members('p') })),
  'statics of a class': () => ({
    $: 'class',
    class: classNamed('C', { id: 24, statics: [...members('m'), ...members('c')] }),
  }),
  'own members of an object of Java': () =>
    reference(5, classNamed('Object', { id: 25 }), { own: members('p') }),
  'values that travel with a reference': () =>
    reference(6, classNamed('C', { id: 26, own: members('c') }), { values: parsed(MEMBERS) }),
  'names of a table of references': () => ({
    $: 'refs',
    class: classNamed('C', { id: 27, own: members('c') }),
    names: [...HOSTILE],
    rows: [[7, 1, ...HOSTILE.map(() => 1)]],
  }),
}

function members(kind: WireMember[1]): WireMember[] {
  return HOSTILE.map(name => [name, kind])
}

/** As it comes from the wire: `__proto__` is an own property. */
function parsed<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}

let before: unknown[] = []
beforeEach(() => {
  before = realm()
})
afterEach(() => {
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  expect(realm()).toEqual(before)
})

describe('what Java names', () => {
  for (const [place, value] of Object.entries(VALUES)) {
    it(`as ${place} pollutes no prototype`, () => {
      const { remote, java, turn } = openPage({
        'remote.global': () => value(),
        'member.get': () => parsed(EVIL),
        'member.call': () => parsed(EVIL),
      })
      const got = remote.getGlobal('g') as object
      read(got)
      expect(turn()).toEqual([])
      expect(java.isClosed).toBe(false)
    })
  }

  for (const name of HOSTILE) {
    it(`'${name}' is a name like any other, of a class, function, error, module or built-in`, () => {
      const values: WireValue[] = [
        reference(1, classNamed(name, { id: 31 })),
        { $: 'function', id: 2, n: 1, name, length: 0 },
        { $: 'error', name, message: 'm' },
        { $: 'object', name, members: {} },
        parsed({ $: 'object', members: { [name]: 1 } } as WireValue),
      ]
      const { remote } = openPage({
        'session.open': () => ({ renderer: 'r1', version: '0', builtins: [name], limits: { depth: 64 } }),
        'remote.global': ([index]) => values[Number(index)],
        'remote.require': ([asked]) => `module ${asked}`,
        'remote.builtin': ([asked]) => `built-in ${asked}`,
      })
      values.forEach((_, index) => {
        read(remote.getGlobal(String(index)))
      })
      expect(remote.require(name)).toBe(`module ${name}`)
      expect(Object.getPrototypeOf(remote)).toBe(Object.prototype)
    })
  }

  it('comes back to Java under the same names', () => {
    const { remote, java } = openPage({
      'remote.global': () => ({ $: 'object', members: parsed(MEMBERS) }),
      'remote.require': () => ({ $: 'function', id: 9, n: 1, name: 'f', length: 1 }),
      'function.call': () => null,
    })
    const call = remote.require('f') as (value: unknown) => unknown
    call(remote.getGlobal('g'))
    const [[, [sent]]] = java.asked('function.call') as [[number, [{ members: object }]]]
    expect(Object.keys(sent.members).sort()).toEqual([...HOSTILE].sort())
  })
})

/** Looks at all there is, as a page would that prints or copies it. */
function read(value: unknown): void {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return
  for (const key of Reflect.ownKeys(value)) attempt(() => Reflect.get(value, key))
  for (const name of HOSTILE) attempt(() => Reflect.get(value, name))
  attempt(() => ({ ...value }))
  attempt(() => Object.assign({}, value))
}

/** What is shown may be hostile to whoever reads it: that is its own affair. */
function attempt(work: () => unknown): void {
  try {
    work()
  } catch {
    // Such as `caller` of a function.
  }
}
