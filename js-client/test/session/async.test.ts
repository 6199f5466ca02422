import { describe, expect, it } from 'vitest'
import { MarshalError, SessionLostError, StaleReferenceError } from '../../src/errors.ts'
import { Turns } from '../../src/turns.ts'
import { Refusal, SILENCE } from '../fake-java.ts'
import { type Any, withDb } from '../proxy/async-page.ts'
import { reference } from '../proxy/wire.ts'

const thrown = {
  $: 'error',
  name: 'RangeError',
  message: 'too far',
  stack: 'RangeError: too far\n\tat Far.away(Far.java:7)',
} as const

function silent(): never {
  throw SILENCE
}

function refused(code = -32000): never {
  throw new Refusal(code, 'too far', thrown)
}

describe('a result that has not arrived', () => {
  it('is the answer to come as an argument of another step', async () => {
    const { async, java, settled } = withDb()
    await settled(async.table(async.open('x'), { deep: [async.title] }))
    expect(java.sent.slice(-3).map(({ params }) => params)).toEqual([
      [1, 'open', ['x']],
      [1, 'title'],
      [
        1,
        'table',
        [
          { $: 'answer', id: 3 },
          { $: 'object', members: { deep: [{ $: 'answer', id: 4 }] } },
        ],
      ],
    ])
  })

  it('is the answer to come as an argument of an ordinary call, a write and a constructor', () => {
    const { async, db, remote, java } = withDb()
    db.table(async.open('x'))
    db.title = async.open('y')
    ;new (remote.getGlobal('Db') as Any)(async.open('z'))
    expect(
      java.sent.filter(({ params }) => JSON.stringify(params).includes('answer')).map(({ params }) => params),
    ).toEqual([
      [1, 'table', [{ $: 'answer', id: 3 }]],
      [1, 'title', { $: 'answer', id: 5 }],
      [2, [{ $: 'answer', id: 8 }]],
    ])
  })

  it('is its value once it has arrived, and a twin is what it is the twin of', async () => {
    const { async, db, java, settled } = withDb({
      'member.call': ([, name]) => (name === 'count' ? 7 : null),
    })
    const count = async.count()
    await settled(count)
    db.table(count, async)
    expect(java.asked('member.call').at(-1)).toEqual([1, 'table', [7, { $: 'remote', id: 1 }]])
  })

  it('and that the page has to make itself is waited for by a step', async () => {
    const { async, java, settled } = withDb({
      'member.call': ([, name, args]) =>
        name === 'list' ? ['a', 'b'] : typeof (args as Any)[0] === 'number' ? 'counted' : refused(-32013),
      'member.get': () => refused(-32013),
    })
    expect(await settled(async.count(async.list().length))).toBe('counted')
    expect(java.asked('member.call').at(-1)).toEqual([1, 'count', [2]])
  })

  it('and that the page has to make itself cannot be waited for by an ordinary call', async () => {
    const { async, db, java, settled } = withDb({
      'member.call': () => ['a', 'b'],
      'member.get': () => refused(-32013),
    })
    const length = async.list().length
    const read = length.then((value: unknown) => value)
    java.wake()
    expect(() => db.count(length)).toThrow(
      'arguments[0]: this result of remote.async has not arrived; await it first',
    )
    expect(await settled(read)).toBe(2)
    db.count(length)
    expect(java.asked('member.call').at(-1)).toEqual([1, 'count', [2]])
  })

  it('and of which Java learns that only the page can make it is named by its path in an ordinary call', () => {
    const { async, db } = withDb({
      'member.call': ([, name]) => (name === 'list' ? ['a', 'b'] : refused(-32013)),
      'member.get': () => refused(-32013),
      'member.set': () => refused(-32013),
    })
    const application = (): unknown => db.title
    const fails = (work: () => unknown): Error & { until?: unknown } => {
      try {
        return work() as never
      } catch (error) {
        return error as Error
      }
    }
    const told = 'this result of remote.async has not arrived; await it first'
    const one = fails(() => db.table(0, { deep: async.list().length }))
    expect(String(one)).toBe(`MarshalError: arguments[1].deep: ${told}`)
    expect(Object.keys(one)).toEqual([])
    expect(one.stack).toContain('async.test.ts')
    expect(fails(() => (db.title = async.title)).message).toBe(`value: ${told}`)
    expect(fails(() => db.table([async.title], async.busy)).message).toBe(
      `arguments[0][0] or arguments[1]: ${told}`,
    )
    expect(application).toThrow('too far')
  })

  it('cannot be sent in the answer of a callback, which Java may read before', async () => {
    const { async, java, db, turn } = withDb({ 'member.call': silent, 'member.get': () => null })
    const fn = (): unknown => [async.open('x')]
    db.title = fn
    java.send({ method: 'callback.call', params: [1, []], id: 'q1' })
    java.wake()
    turn()
    await new Promise(resolve => setImmediate(resolve))
    expect(java.sent.at(-1)).toMatchObject({
      id: 'q1',
      error: { message: 'result[0]: this result of remote.async has not arrived; await it first' },
    })
  })
})

describe('an error', () => {
  it('is of the class and words of the ordinary call, its stack begins at the line that asked', async () => {
    const { async, settled } = withDb({ 'member.call': () => refused() })
    async function application(): Promise<Any> {
      return settled(async.open('x'))
    }
    const error = await application().catch((reason: Error) => reason)
    expect(error).toBeInstanceOf(RangeError)
    expect(error.stack.split('\n')[0]).toBe('RangeError: too far')
    expect(error.stack.split('\n')[1]).toMatch(/at application .*async\.test\.ts/)
    expect(error.stack.split('\n').slice(-3)).toEqual([
      '    --- Java ---',
      'RangeError: too far',
      '\tat Far.away(Far.java:7)',
    ])
  })

  it('of a read begins at the line that awaits it', async () => {
    const { async, settled } = withDb({ 'member.get': () => refused() })
    async function application(): Promise<unknown> {
      return await async.title
    }
    const error = await settled(application()).catch((reason: Error) => reason)
    expect(error.stack.split('\n')[1]).toMatch(/at application .*async\.test\.ts/)
  })

  it('in the middle of a chain is that of all that follows, and told once', async () => {
    const unhandled: unknown[] = []
    process.on('unhandledRejection', reason => unhandled.push(reason))
    const { async, settled } = withDb({ 'member.call': () => refused() })
    await expect(settled(async.open('x').table('t').count())).rejects.toThrow(new RangeError('too far'))
    await new Promise(resolve => setImmediate(resolve))
    expect(unhandled).toEqual([])
    process.removeAllListeners('unhandledRejection')
  })

  it('that the page has already is that of what goes on from it, with the stack that it has', async () => {
    const { async, settled } = withDb({ 'member.call': () => refused() })
    const opened = async.open('x')
    const error = await settled(opened).catch((reason: unknown) => reason)
    await expect(settled(opened.table('t'))).rejects.toBe(error)
  })

  it('that nobody asks for is an unhandled rejection', async () => {
    const unhandled = new Promise<Error>(resolve => process.once('unhandledRejection', resolve))
    const { async, settled } = withDb({ 'member.call': () => refused() })
    async.open('x')
    expect((await settled(unhandled)).message).toBe('too far')
  })

  it('of the page itself rejects, and does not throw', async () => {
    const { async, db, remote, java, settled } = withDb()
    await expect(settled(async.open(Symbol()))).rejects.toThrow(
      new MarshalError('arguments[0]: a symbol cannot be sent'),
    )
    remote.release(db)
    await expect(settled(async.open('x'))).rejects.toThrow(StaleReferenceError)
    expect(java.asked('member.call')).toEqual([])
  })

  it('of a step is that of the step or call that it was given to', async () => {
    const { async, db, settled } = withDb({
      'member.call': ([, name]) => (name === 'open' ? refused() : 'fine'),
    })
    const failed = async.open('x')
    await settled(failed).catch(() => undefined)
    await expect(settled(async.table(failed))).rejects.toThrow(new RangeError('too far'))
    await expect(settled(failed.table('t'))).rejects.toThrow(new RangeError('too far'))
    expect(() => db.table(failed)).toThrow(new RangeError('too far'))
  })

  it('of an answer that makes no sense is of that step alone', async () => {
    const { async, settled } = withDb({ 'member.get': () => ({ $: 'mystery' }) })
    await expect(settled(async.title)).rejects.toThrow(MarshalError)
    await settled(async.open('x'))
  })
})

describe('a promise of Java', () => {
  it('is what the step waits for; what goes on from it refers to it until it has settled', async () => {
    let id = 0
    const { async, java, settled } = withDb({
      'member.call': ([, name]) => (name === 'open' ? { $: 'promise', id: ++id } : silent()),
    })
    const opened = async.open('x')
    java.wake()
    opened.table('t')
    expect(java.asked('member.call').at(-1)).toEqual([{ $: 'answer', id: 3 }, 'table', ['t']])
    java.send({ method: 'promise.resolve', params: [1, reference(1, 2, { n: 2 })] })
    java.wake()
    opened.count()
    expect(java.asked('member.call').at(-1)).toEqual([1, 'count', []])
    expect((await settled(opened)).constructor.name).toBe('Db')
  })

  it('that is rejected rejects the step', async () => {
    const { async, java, settled } = withDb({ 'member.call': () => ({ $: 'promise', id: 1 }) })
    const opened = async.open('x')
    java.wake()
    java.send({ method: 'promise.reject', params: [1, thrown] })
    await expect(settled(opened)).rejects.toThrow(new RangeError('too far'))
  })

  it('ends with the session', async () => {
    const { async, java, session, settled } = withDb({ 'member.call': () => ({ $: 'promise', id: 1 }) })
    const opened = async.open('x')
    java.wake()
    session.lose('Java was started anew')
    await expect(settled(opened)).rejects.toMatchObject({ name: 'SessionLostError', executed: 'yes' })
  })
})

describe('the end of the session', () => {
  it('rejects all that is under way, and all that comes after', async () => {
    const { async, session, settled } = withDb({ 'member.call': silent, 'member.get': silent })
    const under = [async.open('x'), async.open('y').table('t'), async.title.then((value: unknown) => value)]
    session.lose('Java was started anew')
    const outcomes = await settled(Promise.allSettled([...under, async.count(), async.title]))
    expect(outcomes).toHaveLength(5)
    for (const { reason } of outcomes) {
      expect(reason).toBeInstanceOf(SessionLostError)
      expect(reason.message).toMatch(/^Java was started anew\. .*executed this call/)
    }
    // What was asked before the end may have come to Java; what is asked after it does not.
    expect(outcomes.map((outcome: PromiseRejectedResult) => outcome.reason.executed)).toEqual([
      'unknown',
      'unknown',
      'unknown',
      'no',
      'no',
    ])
  })
})

describe('order', () => {
  it('is that in which the page made its steps and calls', () => {
    const { async, db, java } = withDb()
    async.open(1)
    db.table(2)
    async.count(3)
    void async.title.then
    db.list(4)
    expect(java.sent.slice(1).map(({ seq, params }) => [seq, params?.[1]])).toEqual([
      [2, undefined],
      [3, 'open'],
      [4, 'table'],
      [5, 'count'],
      [6, 'title'],
      [7, 'list'],
    ])
  })

  it('of results and callbacks is that in which Java sent them', async () => {
    const turns = new Turns(task => setImmediate(task))
    const answers = { 'member.call': ([, name]: readonly unknown[]) => (name === 'table' ? null : silent()) }
    const { async, db, java, settled } = withDb(answers, { turns })
    const heard: unknown[] = []
    db.table((value: unknown) => heard.push(value))
    const steps = ['a', 'b', 'c'].map(name => async.count(name))
    const ids = java.sent.slice(-3).map(({ id }) => id)
    const call = (value: string): void => java.send({ method: 'callback.call', params: [1, [value]] })
    call('before')
    java.send({ id: ids[0], result: 'a' })
    java.send({ id: ids[1], result: 'b' })
    call('between')
    java.send({ id: ids[2], result: 'c' })
    call('after')
    await settled(Promise.all(steps.map(step => step.then((value: unknown) => heard.push(value)))))
    await new Promise(resolve => setImmediate(resolve))
    expect(heard).toEqual(['before', 'a', 'b', 'between', 'c', 'after'])
  })

  it('of what the page does itself to a result is that in which the results came', async () => {
    const turns = new Turns(task => setImmediate(task))
    const { async, java, settled } = withDb(
      { 'member.call': ([target, name]) => (name === 'count' ? 7 : target === 1 ? ['a'] : refused(-32013)) },
      { turns },
    )
    const heard: unknown[] = []
    const counted = async.count().then((value: unknown) => heard.push(value))
    const mapped = async.list().map((value: unknown) => heard.push(value))
    expect(java.asked('member.call')).toHaveLength(3)
    await settled(Promise.all([counted, mapped]))
    expect(heard).toEqual([7, 'a'])
  })
})
