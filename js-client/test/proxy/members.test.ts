import { describe, expect, it } from 'vitest'
import type { WireValue } from '../../src/protocol.ts'
import type { Answer } from '../fake-java.ts'
import { openPage, type TestPage } from '../page.ts'
import { classNamed, map, reference } from './wire.ts'

type Any = Record<string, unknown>

const PERSON = classNamed('Person', {
  members: [
    ['greet', 'm'],
    ['name', 'p'],
    ['hidden', 'rh'],
  ],
  own: [
    ['age', 'p'],
    ['born', 'r'],
    ['secret', 'ph'],
    ['id', 'c'],
  ],
})

/** A page that holds one object, which answers calls by what it was called with. */
function withObject(wire: WireValue, answers: Record<string, Answer> = {}): TestPage & { object: Any } {
  const page = openPage({
    'remote.require': () => wire,
    'member.get': ([target, name]) => `${target}.${name}`,
    'member.set': () => ({ $: 'undefined' }),
    'member.call': ([target, name, args]) => [target as number, name as string, args as WireValue],
    ...answers,
  })
  return { ...page, object: page.remote.require('./it') as Any }
}

const person = (): TestPage & { object: Any } => withObject(reference(7, PERSON, { values: { id: 5 } }))

/** What a test calls on an object that it knows nothing of. */
const call = (object: Any, name: string, ...args: unknown[]): unknown => (object[name] as Function)(...args)

describe('data members', () => {
  it('are read and written in Java, each time (T13, T51, T52)', () => {
    const { object, java } = person()
    expect([object.age, object.age, object.name]).toEqual(['7.age', '7.age', '7.name'])
    object.age = null
    object.name = undefined
    expect(java.asked('member.set')).toEqual([
      [7, 'age', null],
      [7, 'name', { $: 'undefined' }],
    ])
  })

  it('that cannot be written raise a TypeError and cost no message (F-37, F-56)', () => {
    const { object, java } = person()
    expect(() => {
      object.born = 1
    }).toThrow(TypeError)
    expect(() => {
      object.id = 1
    }).toThrow(TypeError)
    expect(java.asked('member.set')).toEqual([])
  })

  it('are not written in sloppy code either, silently', () => {
    const { object } = person()
    new Function('object', 'object.born = 1; object.id = 2')(object)
    expect(object.id).toBe(5)
  })

  it('that are constant cost no message to read', () => {
    const { object, java } = person()
    expect(object.id).toBe(5)
    expect(java.asked('member.get')).toEqual([])
  })

  it('cannot be deleted (F-31)', () => {
    const { object } = person()
    expect(() => delete object.age).toThrow(TypeError)
    expect(object.age).toBe('7.age')
  })

  it('take a page function as a callback (F-53)', () => {
    const { object, java } = person()
    object.age = () => 1
    expect(java.asked('member.set')[0]?.[2]).toMatchObject({ $: 'callback', id: 1 })
  })
})

describe('shape costs no message', () => {
  it('keys are the own, enumerable members', () => {
    const { object, java } = person()
    expect(Object.keys(object)).toEqual(['age', 'born', 'id'])
    expect('greet' in object && 'secret' in object && !('unknown' in object)).toBe(true)
    expect(object.unknown).toBeUndefined()
    expect(java.sent.filter(({ method }) => method?.startsWith('member'))).toEqual([])
  })

  it('enumerating goes up the chain as declared', () => {
    const { object } = person()
    const seen: string[] = []
    for (const name in object) seen.push(name)
    expect(seen).toEqual(['age', 'born', 'id', 'name'])
  })

  it('a copy as JSON has the own data, each read once (F-23)', () => {
    const { object, java } = person()
    expect(JSON.stringify(object)).toBe('{"age":"7.age","born":"7.born","id":5}')
    expect(java.asked('member.get')).toHaveLength(2)
  })

  it('what a page adds stays in the page (F-30)', () => {
    const { object, java } = person()
    object.extra = 'mine'
    expect(object.extra).toBe('mine')
    expect(java.asked('member.set')).toEqual([])
  })
})

describe('methods', () => {
  it('are on the prototype and not enumerable (T50, T53)', () => {
    const { object } = person()
    const prototype = Object.getPrototypeOf(object)
    expect(Object.hasOwn(object, 'greet')).toBe(false)
    expect(Object.hasOwn(prototype, 'greet')).toBe(true)
    expect(Object.getOwnPropertyDescriptor(prototype, 'greet')?.enumerable).toBe(false)
  })

  it('look like functions', () => {
    const { greet } = person().object as { greet: Function }
    expect([typeof greet, greet.name, String(greet).startsWith('function')]).toEqual([
      'function',
      'greet',
      true,
    ])
    expect(() => Reflect.construct(greet, [])).toThrow(new TypeError('greet is not a constructor'))
  })

  it('belong to the object they were read from, whatever they are called on (F-34)', () => {
    const { object } = person()
    const { greet } = object as { greet: Function }
    expect(greet('a')).toEqual([7, 'greet', ['a']])
    expect(greet.call({}, 'b')).toEqual([7, 'greet', ['b']])
    expect(greet.bind(null, 'c')()).toEqual([7, 'greet', ['c']])
    expect(object.greet).toBe(greet)
  })

  it('work on what inherits from the object, and by the prototype', () => {
    const { object } = person()
    expect(call(Object.create(object), 'greet')).toEqual([7, 'greet', []])
    const unbound = Object.getPrototypeOf(object).greet as Function
    expect(unbound.call(object, 1)).toEqual([7, 'greet', [1]])
    expect(() => unbound.call({})).toThrow(/Illegal invocation/)
  })

  it('can be replaced and deleted, in the page alone (T17, F-31, F-32)', () => {
    const { object, java } = person()
    object.greet = () => 1234
    expect(call(object, 'greet')).toBe(1234)
    expect(delete object.greet).toBe(true)
    expect(call(object, 'greet')).toEqual([7, 'greet', []])
    expect(delete object.greet).toBe(true)
    expect(java.asked('member.set')).toEqual([])
  })

  it('can be replaced for all objects of the class', () => {
    const { object } = person()
    Object.getPrototypeOf(object).greet = () => 'patched'
    expect(call(object, 'greet')).toBe('patched')
  })

  it('keep their place for arguments that are undefined (F-6D)', () => {
    const { object } = person()
    expect(call(object, 'greet', undefined, 1, undefined)).toEqual([7, 'greet', [undefined, 1, undefined]])
  })
})

describe('members of a single object', () => {
  it('are its keys; functions among them are methods', () => {
    const { object } = withObject(
      map(3, [
        ['title', 'p'],
        ['run', 'm'],
      ]),
    )
    expect(Object.keys(object)).toEqual(['title', 'run'])
    expect(object.title).toBe('3.title')
    const { run } = object as { run: Function }
    expect(run(1)).toEqual([3, 'run', [1]])
    expect(delete object.run).toBe(true)
  })

  it('are those of the first reference, whatever comes later (F-21)', () => {
    let keys = ['a']
    const { object, remote } = withObject(null, {
      'remote.require': () =>
        map(
          3,
          keys.map(key => [key, 'p'] as const),
        ),
    }) as TestPage & { object: Any }
    keys = ['a', 'b']
    expect(remote.require('./it')).toBe(object)
    expect(Object.keys(object)).toEqual(['a'])
  })
})

describe('hostile names', () => {
  const names = [
    '__proto__',
    'constructor',
    'toString',
    'valueOf',
    'then',
    'toJSON',
    'hasOwnProperty',
    'prototype',
  ]

  it('as members of a class work, and touch nothing else', () => {
    const { object } = withObject(
      reference(7, classNamed('Trap', { members: names.map(name => [name, 'r']) })),
    )
    for (const name of names) expect(object[name]).toBe(`7.${name}`)
    expectUntouched()
  })

  it('as methods of a class work, and touch nothing else', () => {
    const { object } = withObject(
      reference(7, classNamed('Trap', { members: names.map(name => [name, 'm']) })),
    )
    for (const name of names) expect(call(object, name)).toEqual([7, name, []])
    expectUntouched()
  })

  it('as keys of a map work, and touch nothing else', () => {
    const { object } = withObject(
      map(
        3,
        names.map(name => [name, 'p'] as const),
      ),
    )
    expect(Object.keys(object)).toEqual(names)
    for (const name of names) expect(object[name]).toBe(`3.${name}`)
    expectUntouched()
  })

  it('as constants work, and touch nothing else', () => {
    const values = Object.fromEntries(names.map(name => [name, name])) as Record<string, string>
    Object.defineProperty(values, '__proto__', { value: '__proto__', enumerable: true })
    const { object } = withObject(
      reference(7, classNamed('Trap', { own: names.map(name => [name, 'c']) }), { values }),
    )
    for (const name of names) expect(object[name]).toBe(name)
    expectUntouched()
  })

  it('as statics work but for prototype, which belongs to the language', () => {
    const { object } = withObject({
      $: 'class',
      class: classNamed('Trap', { statics: [...names, 'name', 'length'].map(name => [name, 'c', name]) }),
    })
    for (const name of [...names.filter(name => name !== 'prototype'), 'name', 'length'])
      expect(object[name]).toBe(name)
    expect(typeof object.prototype).toBe('object')
    expectUntouched()
  })

  function expectUntouched(): void {
    expect(Object.keys(Object.prototype)).toEqual([])
    expect({}.constructor).toBe(Object)
    expect(`${{}}`).toBe('[object Object]')
  }
})
