import { describe, expect, it } from 'vitest'
import { Refusal } from '../fake-java.ts'
import { type Any, withDb } from './async-page.ts'
import { map, reference } from './wire.ts'

describe('a step', () => {
  it('is asked when it is awaited, and not before', async () => {
    const { async, java, settled } = withDb()
    const title = async.title
    expect(java.asked('member.get')).toEqual([])
    expect(await settled(title)).toBe('title')
    expect(java.asked('member.get')).toEqual([[1, 'title']])
    expect(java.sent.at(-1)).toMatchObject({ keep: true })
  })

  it('is asked once, however often it is awaited', async () => {
    const { async, java, settled } = withDb()
    const title = async.title
    expect([await settled(title), await settled(title)]).toEqual(['title', 'title'])
    expect(java.asked('member.get')).toHaveLength(1)
  })

  it('that calls is taken at once, with the arguments', async () => {
    const { async, db, java, settled } = withDb()
    const opened = async.open('x', { a: 1 })
    expect(java.asked('member.call')).toEqual([[1, 'open', ['x', { $: 'object', members: { a: 1 } }]]])
    expect(await settled(opened)).toBe(db)
  })

  it('may be a chain: each is directed at the answer before it', async () => {
    const { async, java, settled } = withDb({
      'member.call': ([, name]) => (name === 'count' ? 7 : reference(1, 2, { n: 2 })),
    })
    expect(await settled(async.open('x').table('t').count())).toBe(7)
    expect(java.asked('member.call')).toEqual([
      [1, 'open', ['x']],
      [{ $: 'answer', id: 3 }, 'table', ['t']],
      [{ $: 'answer', id: 4 }, 'count', []],
    ])
  })

  it('of a property reads it before it goes on', async () => {
    const { async, java, settled } = withDb({ 'member.get': () => reference(1, 2, { n: 2 }) })
    await settled(async.title.busy.open())
    expect(java.sent.slice(-3).map(({ method, params }) => [method, params])).toEqual([
      ['member.get', [1, 'title']],
      ['member.get', [{ $: 'answer', id: 3 }, 'busy']],
      ['member.call', [{ $: 'answer', id: 4 }, 'open', []]],
    ])
  })

  it('that has arrived is gone on from as the object that it is', async () => {
    const { async, java, settled } = withDb()
    const opened = async.open('x')
    await settled(opened)
    await settled(opened.table('t'))
    expect(java.asked('member.call').at(-1)).toEqual([1, 'table', ['t']])
  })

  it('constructs', async () => {
    const { remote, java, settled, db } = withDb()
    const Db = remote.getGlobal('Db')
    expect(await settled(new (remote.async(Db) as Any)(1))).toBe(db)
    expect(java.asked('class.construct')).toEqual([[2, [1]]])
    expect(await settled((remote.async(Db) as Any).MAX)).toBe(10)
    await settled((remote.async(Db) as Any).find('x'))
    expect(java.asked('member.call')).toEqual([[2, 'find', ['x']]])
  })

  it('calls a remote function, and `call` and `bind` of one', async () => {
    const { remote, java, settled } = withDb({
      'remote.global': () => ({ $: 'function', id: 9, n: 1, name: 'add', length: 2 }),
      'function.call': ([, args]) => args,
    })
    const add = remote.async(remote.getGlobal('add')) as Any
    expect(await settled(add(1))).toEqual([1])
    expect(await settled(add.call(null, 2))).toEqual([2])
    const bound = await settled(add.bind(null, 3))
    expect(await settled(bound(4))).toEqual([3, 4])
    expect(java.asked('function.call')).toEqual([
      [9, [1]],
      [9, [2]],
      [9, [3, 4]],
    ])
  })

  it('of a method that was taken from its object calls it there', async () => {
    const { remote, db, java, settled } = withDb()
    await settled((remote.async(db.open) as Any)('x'))
    expect(java.asked('member.call')).toEqual([[1, 'open', ['x']]])
  })

  it('of a property with a function reads it, and calls what it gave', async () => {
    const { async, java, settled } = withDb({ 'function.call': () => 5 })
    expect(await settled(async.handler(1))).toBe(5)
    expect(java.sent.slice(-2).map(({ method, params }) => [method, params])).toEqual([
      ['member.get', [1, 'handler']],
      ['function.call', [{ $: 'answer', id: 3 }, [1]]],
    ])
  })

  it('calls the function of a map', async () => {
    const { remote, java, settled } = withDb({
      'remote.global': () => map(30, [['go', 'm']]),
      'member.call': () => 'gone',
    })
    expect(await settled((remote.async(remote.getGlobal('m')) as Any).go())).toBe('gone')
    expect(java.asked('member.call')).toEqual([[30, 'go', []]])
  })
})

describe('what the page knows', () => {
  it('it asks nobody for: constants, methods, unknown names', async () => {
    const { async, db, java, settled } = withDb()
    const before = java.sent.length
    expect(await settled(async.size)).toBe(3)
    expect(await settled(async.open)).toBe(db.open)
    expect(await settled(async.nothing)).toBeUndefined()
    await expect(settled(async.nothing())).rejects.toThrow(new TypeError('nothing is not a function'))
    expect(java.sent).toHaveLength(before)
  })

  it('and what it has put in the place of a method it calls itself', async () => {
    const { async, db, java, settled } = withDb()
    db.open = function (this: unknown, x: number) {
      return [this === db, x + 1]
    }
    expect(await settled(async.open(1))).toEqual([true, 2])
    expect(java.asked('member.call')).toEqual([])
  })

  it('it goes on from: a plain value of an answer that has arrived', async () => {
    const { async, settled } = withDb({ 'member.call': () => ['a', 'b'] })
    const list = async.list()
    await settled(list)
    expect(await settled(list.length)).toBe(2)
    expect(await settled(list.map((x: string) => x + x))).toEqual(['aa', 'bb'])
  })

  it('it goes on from: what Java refuses to do to an answer that is plain', async () => {
    const { async, java, settled } = withDb({
      'member.call': ([target]) => plainOr(target, () => ['a', 'b']),
      'member.get': ([target]) => plainOr(target, () => 'never'),
    })
    expect(await settled(async.list().length)).toBe(2)
    expect(await settled(async.list()[1].toUpperCase().length)).toBe(1)
    expect(java.asked('member.get').filter(([target]) => typeof target === 'number')).toEqual([])
  })

  it('and asks Java again where what was refused turns out to be remote', async () => {
    const { async, java, settled } = withDb({
      'member.call': ([target, name]) =>
        plainOr(target, () => (name === 'list' ? [reference(1, 2, { n: 2 })] : 'opened')),
      'member.get': ([target]) => plainOr(target, () => 'never'),
    })
    expect(await settled(async.list()[0].open('x'))).toBe('opened')
    expect(java.asked('member.call').at(-1)).toEqual([1, 'open', ['x']])
  })
})

function plainOr(target: unknown, answer: () => unknown): unknown {
  if (typeof target === 'number') return answer()
  throw new Refusal(-32013, 'plain')
}

describe('to look at a twin', () => {
  it('asks Java for nothing', async () => {
    const { async, java } = withDb()
    const before = java.sent.length
    for (const each of [async, async.title, async.title.deep]) {
      expect(`${each}`).toBe('[remote.async]')
      expect(each.toString()).toBe('[remote.async]')
      expect(JSON.stringify({ each })).toBe('{}')
      expect([each[Symbol.iterator], each[Symbol.toStringTag], typeof each]).toEqual([
        undefined,
        undefined,
        'function',
      ])
      expect([
        Object.keys(each),
        Symbol.iterator in each,
        Object.getPrototypeOf(each) === Function.prototype,
      ]).toEqual([[], false, true])
    }
    expect(java.sent).toHaveLength(before)
  })

  it('for a member, or to delete one, is refused with what to do instead', () => {
    const { async, java } = withDb()
    const before = java.sent.length
    for (const each of [async, async.title]) {
      expect(() => 'count' in each).toThrow(
        new TypeError(
          "'count' in … cannot be answered without asking Java: await the step, or take the object itself, and look there",
        ),
      )
      expect(() => delete each.count).toThrow(
        new TypeError(
          "'count' cannot be deleted through remote.async: call a method of the object that removes it, or write null to it",
        ),
      )
    }
    expect(java.sent).toHaveLength(before)
  })

  it('finds no promise: an asynchronous function may return it', async () => {
    const { async } = withDb()
    expect(await async).toBe(async)
  })

  it('finds the same twin of the same object, and a twin its own twin', () => {
    const { async, db, remote } = withDb()
    expect([remote.async(db), remote.async(async)]).toEqual([async, async])
  })

  it('of what is not remote is an error', () => {
    const { remote } = withDb()
    for (const wrong of [undefined, null, 1, 'x', {}, () => 1])
      expect(() => remote.async(wrong)).toThrow(
        new TypeError('remote.async takes a remote object, function or class, or remote itself'),
      )
  })
})

describe('a write', () => {
  it('is sent, in its order, and has no result', async () => {
    const { async, java, settled } = withDb()
    async.title = 'new'
    expect(await settled(async.title)).toBe('title')
    expect(java.sent.slice(-2).map(({ method, params }) => [method, params])).toEqual([
      ['member.set', [1, 'title', 'new']],
      ['member.get', [1, 'title']],
    ])
  })

  it('that fails is an unhandled rejection which names the member', async () => {
    const unhandled = new Promise<Error>(resolve => process.once('unhandledRejection', resolve))
    const { async, settled } = withDb({
      'member.set': () => {
        throw new Refusal(-32000, 'no', { $: 'error', name: 'RangeError', message: 'too long' })
      },
    })
    async.title = 'new'
    const error = await settled(unhandled)
    expect(error.message).toBe("'title' could not be written: too long")
    expect(error.cause).toBeInstanceOf(RangeError)
    expect(error.stack).toMatch(/async\.test\.ts/)
  })

  it('to a member of the page alone stays in the page', async () => {
    const { async, db, java, settled } = withDb()
    async.mine = 1
    expect([db.mine, java.asked('member.set')]).toEqual([1, []])
    const unhandled = new Promise<Error>(resolve => process.once('unhandledRejection', resolve))
    async.busy = 1
    expect((await settled(unhandled)).message).toMatch(/^'busy' could not be written/)
  })
})

describe('the remote module', () => {
  it('has a twin for all that it asks Java for', async () => {
    const { remote, java, settled, db } = withDb({
      'remote.builtin': () => 'builtin',
      'remote.currentWindow': () => 'window',
      'remote.currentWebContents': () => 'contents',
    })
    const later = remote.async(remote) as Any
    expect(await settled(later.require('./db'))).toBe(db)
    expect(await settled(later.getBuiltin('app'))).toBe('builtin')
    expect(await settled(later.getCurrentWindow())).toBe('window')
    expect(await settled(later.getCurrentWebContents())).toBe('contents')
    expect(typeof (await settled(later.getGlobal('Db')))).toBe('function')
    await settled(later.require('./db').open('x'))
    expect(java.asked('member.call')).toEqual([[{ $: 'answer', id: java.sent.at(-2)?.id }, 'open', ['x']]])
  })
})
