import { describe, expect, it } from 'vitest'
import type { WireValue } from '../../src/protocol.ts'
import { openPage, type TestPage } from '../page.ts'

const take = { $: 'function', id: 2, n: 1, name: 'take', length: 1 } as const

/** A page that has handed these functions to Java, as callbacks 1, 2, … */
function withCallbacks(...fns: Function[]): TestPage {
  const page = openPage({
    'remote.require': () => take,
    'function.call': () => null,
    'remote.global': () => null,
  })
  ;(page.remote.require('./take') as Function)(...fns)
  return page
}

function callBack(page: TestPage, id: number, args: WireValue[] = [], request?: string): unknown[] {
  page.java.send({ method: 'callback.call', params: [id, args], ...(request && { id: request }) })
  page.java.wake()
  return page.turn()
}

/** Lets promises settle. */
async function settled(page: TestPage): Promise<void> {
  for (let round = 0; round < 5; round++) await Promise.resolve()
  page.turn()
}

describe('a callback', () => {
  it('gets its arguments, and no receiver (F-67)', () => {
    const got: unknown[] = []
    const page = withCallbacks(function (this: unknown, ...args: unknown[]) {
      got.push(this, ...args)
    })
    callBack(page, 1, [1, { $: 'undefined' }, { $: 'date', value: 0 }])
    expect(got).toEqual([undefined, 1, undefined, new Date(0)])
  })

  it('that throws is an uncaught error of the page and stops nothing (F-68)', () => {
    const mine = new Error('mine')
    const got: string[] = []
    const page = withCallbacks(
      () => {
        throw mine
      },
      () => got.push('second'),
    )
    page.java.send({ method: 'callback.call', params: [1, []] })
    expect(callBack(page, 2)).toEqual([mine])
    expect(got).toEqual(['second'])
  })

  it('that Java has released is not called', () => {
    const got: string[] = []
    const page = withCallbacks(() => got.push('called'))
    page.java.send({ method: 'callback.release', params: [[[1, 1]]] })
    expect(callBack(page, 1)).toEqual([])
    expect(got).toEqual([])
  })

  it('that is released after a call is still called', () => {
    const got: string[] = []
    const page = withCallbacks(() => got.push('called'))
    page.java.send({ method: 'callback.call', params: [1, []] })
    page.java.send({ method: 'callback.release', params: [[[1, 1]]] })
    page.java.wake()
    page.turn()
    expect(got).toEqual(['called'])
  })

  it('comes home as the very function', () => {
    const fn = (): void => undefined
    const page = withCallbacks(fn)
    page.java.send({ method: 'callback.release', params: [[[9, 1]]] })
    let home: unknown
    const other = withCallbacks((arg: unknown) => {
      home = arg
    }, fn)
    callBack(other, 1, [{ $: 'callback', id: 2 }])
    expect(home).toBe(fn)
  })

  it('that comes home too late is a function that does nothing', () => {
    let home: unknown
    const page = withCallbacks((arg: unknown) => {
      home = arg
    })
    callBack(page, 1, [{ $: 'callback', id: 77 }])
    expect((home as Function)()).toBeUndefined()
  })
})

describe('a callback whose answer Java wants', () => {
  it('answers what it returns', async () => {
    const page = withCallbacks((a: number, b: number) => ({ sum: a + b }))
    callBack(page, 1, [1, 2], 'j1')
    await settled(page)
    expect(page.java.sent.at(-1)).toMatchObject({ id: 'j1', result: { $: 'object', members: { sum: 3 } } })
  })

  it('answers what its promise gives', async () => {
    const page = withCallbacks(async () => 'later')
    callBack(page, 1, [], 'j1')
    await settled(page)
    expect(page.java.sent.at(-1)).toMatchObject({ id: 'j1', result: 'later' })
  })

  it('answers with the error that it throws', async () => {
    const page = withCallbacks(() => {
      throw Object.assign(new TypeError('bad'), { code: 'E' })
    })
    expect(callBack(page, 1, [], 'j1')).toEqual([])
    await settled(page)
    const data = { $: 'error', name: 'TypeError', message: 'bad', code: 'E' }
    expect(page.java.sent.at(-1)).toMatchObject({ id: 'j1', error: { code: -32000, message: 'bad', data } })
  })

  it('answers with an error where its value cannot cross', async () => {
    const page = withCallbacks(() => Symbol())
    callBack(page, 1, [], 'j1')
    await settled(page)
    const data = { name: 'MarshalError', message: 'result: a symbol cannot be sent' }
    expect(page.java.sent.at(-1)).toMatchObject({ id: 'j1', error: { data } })
  })

  it('answers even where what was thrown cannot cross', async () => {
    const page = withCallbacks(() => {
      throw { toString: () => 'odd', tag: Symbol() }
    })
    callBack(page, 1, [], 'j1')
    await settled(page)
    expect(page.java.sent.at(-1)).toMatchObject({
      id: 'j1',
      error: { message: 'odd', data: { message: 'odd' } },
    })
  })

  it('is an error where Java has released it', () => {
    const page = withCallbacks(() => 1)
    callBack(page, 77, [], 'j1')
    expect(page.java.sent.at(-1)).toMatchObject({
      id: 'j1',
      error: { code: -32004, message: 'Callback 77 was released' },
    })
  })
})

describe('what else Java may ask', () => {
  it('of a method that is none is refused', () => {
    const page = openPage()
    page.java.send({ method: 'page.fly', params: [], id: 'j1' })
    page.java.wake()
    expect(page.java.sent.at(-1)).toMatchObject({ id: 'j1', error: { code: -32601 } })
  })

  it('is to run a script', async () => {
    const page = openPage(
      {},
      { page: { evaluate: code => Promise.resolve(`ran ${code}`), window: () => undefined } },
    )
    page.java.send({ method: 'page.evaluate', params: ['1 + 1'], id: 'j1' })
    page.java.wake()
    page.turn()
    await settled(page)
    expect(page.java.sent.at(-1)).toMatchObject({ id: 'j1', result: 'ran 1 + 1' })
  })

  it('is to do something to the window', async () => {
    const done: unknown[] = []
    const page = openPage(
      {},
      { page: { evaluate: () => undefined, window: (operation, args) => void done.push(operation, args) } },
    )
    page.java.send({ method: 'page.window', params: ['setTitle', ['x']], id: 'j1' })
    page.java.wake()
    page.turn()
    await settled(page)
    expect(done).toEqual(['setTitle', ['x']])
    expect(page.java.sent.at(-1)).toMatchObject({ id: 'j1', result: { $: 'undefined' } })
  })
})
