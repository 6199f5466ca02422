import { describe, expect, it } from 'vitest'
import type { ClassDescriptor } from '../../src/protocol.ts'
import { openPage, type TestPage } from '../page.ts'
import { classNamed, reference } from './wire.ts'

type Constructor = new (...args: unknown[]) => Record<string, unknown>

const EMITTER = classNamed('EventEmitter', {
  id: 10,
  members: [['on', 'm']],
  own: [['max', 'p']],
  statics: [['VERSION', 'c', 2]],
})
const WINDOW = classNamed('BrowserWindow', {
  id: 11,
  parent: EMITTER,
  members: [['show', 'm']],
  own: [['id', 'c']],
  statics: [
    ['fromId', 'm'],
    ['count', 'p'],
    ['limit', 'r'],
    ['MAX', 'c', 42],
    ['internal', 'mh'],
  ],
})

/** A page that has one class; its objects get the ids 100, 101, … */
function withClass(
  wire: ClassDescriptor = WINDOW,
): TestPage & { Class: Constructor & Record<string, unknown> } {
  let lastId = 99
  const page = openPage({
    'remote.builtin': () => ({ $: 'class', class: wire }),
    'class.construct': () => reference(++lastId, wire.id, { values: { id: lastId } }),
    'member.get': ([target, name]) => `${target}.${name}`,
    'member.set': () => ({ $: 'undefined' }),
    'member.call': ([target, name]) => `${target}.${name}()`,
  })
  return { ...page, Class: page.remote.BrowserWindow as Constructor & Record<string, unknown> }
}

describe('a remote class', () => {
  it('is a constructor by its name', () => {
    const { Class } = withClass()
    expect([typeof Class, Class.name, String(Class).startsWith('function')]).toEqual([
      'function',
      'BrowserWindow',
      true,
    ])
  })

  it('makes objects that are instances of it and of its parents (T54)', () => {
    const { Class, java } = withClass()
    const object = new Class({ width: 800 })
    const Parent = Object.getPrototypeOf(Class)
    expect(object).toBeInstanceOf(Class)
    expect(object).toBeInstanceOf(Parent)
    expect(object.constructor).toBe(Class)
    expect(Object.hasOwn(Object.getPrototypeOf(Object.getPrototypeOf(object)), 'on')).toBe(true)
    expect(Parent.name).toBe('EventEmitter')
    expect(java.asked('class.construct')).toEqual([[11, [{ $: 'object', members: { width: 800 } }]]])
  })

  it('gives its objects the own members of the whole chain', () => {
    const { Class } = withClass()
    const object = new Class()
    expect(Object.keys(object)).toEqual(['max', 'id'])
    expect([object.max, object.id]).toEqual(['100.max', 100])
  })

  it('cannot be called without new', () => {
    const { Class, java } = withClass()
    expect(() => (Class as unknown as Function)()).toThrow(
      new TypeError("Class constructor BrowserWindow cannot be invoked without 'new'"),
    )
    expect(java.asked('class.construct')).toEqual([])
  })

  it('that is not constructible says why, without asking', () => {
    const { Class, java } = withClass(classNamed('Shape', { id: 11, constructible: false }))
    expect(() => new Class()).toThrow(/^Shape is not constructible: Java exposes no constructor/)
    expect(java.asked('class.construct')).toEqual([])
  })

  it('can be extended in the page', () => {
    const { Class } = withClass()
    class Mine extends (Class as Constructor) {
      hello(): string {
        return `hello ${this.id}`
      }
    }
    const object = new Mine()
    expect(object).toBeInstanceOf(Mine)
    expect(object.hello()).toBe('hello 100')
    expect((object.show as Function)()).toBe('100.show()')
  })

  it('comes home as itself', () => {
    const { Class, java } = withClass()
    const object = new Class(Class)
    expect(java.asked('class.construct')).toEqual([[11, [{ $: 'remote', id: 11 }]]])
    expect(new Class([object])).toBeDefined()
    expect(java.asked('class.construct')[1]).toEqual([11, [[{ $: 'remote', id: 100 }]]])
  })
})

describe('statics', () => {
  it('are called, read and written on the class (T06)', () => {
    const { Class, java } = withClass()
    const { fromId } = Class as unknown as { fromId: Function }
    expect([fromId(1), Class.count, Class.MAX]).toEqual(['11.fromId()', '11.count', 42])
    Class.count = 5
    expect(java.asked('member.set')).toEqual([[11, 'count', 5]])
    expect(() => {
      Class.limit = 5
    }).toThrow(TypeError)
  })

  it('are enumerable unless they are hidden, and inherited', () => {
    const { Class } = withClass()
    expect(Object.keys(Class)).toEqual(['fromId', 'count', 'limit', 'MAX'])
    expect(Class.VERSION).toBe(2)
    expect(Object.hasOwn(Class, 'VERSION')).toBe(false)
  })

  it('may hold an object of the class that is being described', () => {
    const singleton = classNamed('Singleton', { id: 11, statics: [['INSTANCE', 'c', reference(5, 11)]] })
    const { Class } = withClass(singleton)
    expect(Class.INSTANCE).toBeInstanceOf(Class)
  })
})

describe('descriptors', () => {
  it('cross once: later objects name the class by its id', () => {
    const { Class } = withClass()
    expect(new Class()).not.toBe(new Class())
    expect(Object.getPrototypeOf(new Class())).toBe(Class.prototype)
  })

  it('a class that was never described is an error', () => {
    const { remote } = openPage({ 'remote.require': () => reference(1, 77) })
    expect(() => remote.require('./x')).toThrow(/class 77, which it never described/)
  })
})
