import { describe, expect, it } from 'vitest'
import { MarshalError } from '../../src/errors.ts'
import { openPage, type TestPage } from '../page.ts'

const take = { $: 'function', id: 2, n: 1, name: 'take', length: 1 } as const

function withTake(): TestPage & { take: Function } {
  const page = openPage({
    'remote.require': () => take,
    'function.call': () => null,
    'remote.global': () => ({ $: 'promise', id: 40 }),
  })
  return { ...page, take: page.remote.require('./take') as Function }
}

async function microtasks(): Promise<void> {
  for (let round = 0; round < 5; round++) await Promise.resolve()
}

describe("a promise of Java's", () => {
  it('is a native promise that Java fulfils (T43)', async () => {
    const { remote, java, turn } = withTake()
    const promise = remote.getGlobal('later')
    expect(promise).toBeInstanceOf(Promise)
    java.send({ method: 'promise.resolve', params: [40, { $: 'object', members: { a: 1 } }] })
    java.wake()
    turn()
    await expect(promise).resolves.toEqual({ a: 1 })
  })

  it('is rejected with the error (T44, T45)', async () => {
    const { remote, java, turn } = withTake()
    const promise = remote.getGlobal('later')
    java.send({
      method: 'promise.reject',
      params: [40, { $: 'error', name: 'RangeError', message: 'rejected' }],
    })
    java.wake()
    turn()
    await expect(promise).rejects.toThrow(new RangeError('rejected'))
  })

  it('is rejected when the session ends', async () => {
    const { remote, session, turn } = withTake()
    const promise = remote.getGlobal('later')
    session.lose('gone')
    turn()
    await expect(promise).rejects.toMatchObject({
      name: 'SessionLostError',
      message: 'gone. Java has executed this call',
      executed: 'yes',
    })
  })
})

describe('a promise of the page', () => {
  it('settles in Java when it settles here', async () => {
    const { take, java } = withTake()
    take(Promise.resolve(1234), Promise.reject(new TypeError('no')))
    await microtasks()
    expect(java.asked('function.call')).toEqual([
      [
        2,
        [
          { $: 'promise', id: 1 },
          { $: 'promise', id: 2 },
        ],
      ],
    ])
    expect(java.asked('promise.resolve')).toEqual([[1, 1234]])
    expect(java.asked('promise.reject')).toMatchObject([
      [2, { $: 'error', name: 'TypeError', message: 'no' }],
    ])
  })

  it('is rejected where its value cannot cross', async () => {
    const { take, java } = withTake()
    take(Promise.resolve({ s: Symbol() }))
    await microtasks()
    const message = 'value.s: a symbol cannot be sent'
    expect(java.asked('promise.reject')).toMatchObject([[1, { $: 'error', name: 'MarshalError', message }]])
  })

  it('settles after its number has left, even one that calls back at once', async () => {
    class Own {
      static resolve(): void {}
      static reject(): void {}
      // biome-ignore lint/suspicious/noThenProperty: it is what a thenable has.
      then(resolve: (value: number) => void): void {
        resolve(21)
      }
    }
    const { take, java } = withTake()
    take(new Own())
    await microtasks()
    const order = java.sent.map(message => message.method)
    expect(order.indexOf('promise.resolve')).toBeGreaterThan(order.indexOf('function.call'))
    expect(java.asked('promise.resolve')).toEqual([[1, 21]])
  })

  it('is left alone where the call is refused', async () => {
    const { take, java } = withTake()
    expect(() => take(Promise.resolve(1), Symbol())).toThrow(MarshalError)
    await microtasks()
    expect(java.asked('promise.resolve')).toEqual([])
  })
})
