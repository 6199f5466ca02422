import { describe, expect, it } from 'vitest'
import { StaleReferenceError } from '../../src/errors.ts'
import type { Answer } from '../fake-java.ts'
import { openPage } from '../page.ts'

function withFunction(answer?: Answer): { add: Function } & ReturnType<typeof openPage> {
  const page = openPage({
    'remote.global': () => ({ $: 'function', id: 4, n: 1, name: 'add', length: 2 }),
    'function.call': answer ?? (([target, args]) => [target, args]),
    'remote.require': () => ({ $: 'undefined' }),
  })
  return { ...page, add: page.remote.getGlobal('add') as Function }
}

describe('a remote function', () => {
  it('has the name and length that Java gives it', () => {
    const { add } = withFunction()
    expect([typeof add, add.name, add.length]).toEqual(['function', 'add', 2])
  })

  it('is called in Java, however it is called (F-40, F-45)', () => {
    const { add } = withFunction()
    expect([add(1), add.call({}, 2), add.apply(null, [3]), add.bind(null, 4)(5)]).toEqual([
      [4, [1]],
      [4, [2]],
      [4, [3]],
      [4, [4, 5]],
    ])
  })

  it('prints as a function (T11)', () => {
    expect(String(withFunction().add)).toMatch(/^function/)
  })

  it('is the same function each time', () => {
    const { add, remote } = withFunction()
    expect(remote.getGlobal('add')).toBe(add)
  })

  it('is no constructor', () => {
    expect(() => Reflect.construct(withFunction().add, [])).toThrow(new TypeError('add is not a constructor'))
  })

  it('comes home as itself (F-49)', () => {
    const { add, java } = withFunction(() => null)
    add(add)
    expect(java.asked('function.call')).toEqual([[4, [{ $: 'remote', id: 4 }]]])
  })

  it('keeps properties of the page in the page', () => {
    const { add, java } = withFunction()
    Object.assign(add, { mine: 1 })
    expect((add as unknown as { mine: number }).mine).toBe(1)
    expect(java.asked('member.set')).toEqual([])
  })

  it('that was released is stale', () => {
    const { add, remote, java } = withFunction()
    remote.release(add)
    expect(() => add(1)).toThrow(StaleReferenceError)
    expect(java.asked('function.call')).toEqual([])
    expect(java.asked('reference.release')).toEqual([[[[4, 1]]]])
  })
})
