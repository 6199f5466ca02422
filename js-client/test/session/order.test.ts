import { afterEach, describe, expect, it } from 'vitest'
import { SILENCE } from '../fake-java.ts'
import { openPage, type TestPage } from '../page.ts'
import { classNamed, reference } from '../proxy/wire.ts'

const realSetTimeout = globalThis.setTimeout
afterEach(() => {
  globalThis.setTimeout = realSetTimeout
})

/** The timers of this test, which end when the test says so. */
function captureTimers(): { readonly waiting: (() => void)[]; fire(): void } {
  const waiting: (() => void)[] = []
  globalThis.setTimeout = ((task: () => void) => waiting.push(task)) as unknown as typeof setTimeout
  return {
    waiting,
    fire() {
      for (const task of waiting.splice(0)) task()
    },
  }
}

/** A page that has handed `fn` to Java as callback 1. */
function withCallback(fn: Function): TestPage {
  const page = openPage({
    'remote.global': () => null,
    'function.call': () => null,
    'remote.require': () => adder,
  })
  const take = page.remote.require('./take') as Function
  take(fn)
  return page
}
const adder = { $: 'function', id: 2, n: 1, name: 'take', length: 1 } as const

const call = (arg: unknown): Record<string, unknown> => ({ method: 'callback.call', params: [1, [arg]] })

describe('messages from Java', () => {
  it('that come twice are handled once', () => {
    const got: unknown[] = []
    const { java, turn } = withCallback((arg: unknown) => got.push(arg))
    java.sendAs(4, call('a'))
    java.sendAs(4, call('a'))
    java.wake()
    java.sendAs(4, call('a'))
    java.wake()
    turn()
    expect(got).toEqual(['a'])
  })

  it('that come too early wait for those before them', () => {
    const got: unknown[] = []
    const { java, turn } = withCallback((arg: unknown) => got.push(arg))
    java.sendAs(6, call('c'))
    java.sendAs(5, call('b'))
    java.wake()
    turn()
    expect(got).toEqual([])
    java.sendAs(4, call('a'))
    java.wake()
    turn()
    expect(got).toEqual(['a', 'b', 'c'])
  })

  it('may come as a batch, by whichever door', () => {
    const got: unknown[] = []
    const { java, turn } = withCallback((arg: unknown) => got.push(arg))
    const batch = ['a', 'b'].map((arg, index) => ({ jsonrpc: '2.0', ...call(arg), seq: 4 + index }))
    java.sendRaw(JSON.stringify(batch))
    java.wake()
    turn()
    expect(got).toEqual(['a', 'b'])
  })

  it('without a number are handled as they come', () => {
    const { java, turn } = withCallback(() => undefined)
    java.sendRaw('{"jsonrpc":"2.0","method":"session.alive","ack":3}')
    java.wake()
    expect(turn()).toEqual([])
    expect(java.acknowledged).toBe(3)
  })

  it('that make no sense cost no other message', () => {
    const got: unknown[] = []
    const { java, turn } = withCallback((arg: unknown) => got.push(arg))
    java.send(call({ $: 'mystery' }))
    java.send(call('after'))
    java.wake()
    expect(turn()).toMatchObject([{ name: 'MarshalError' }])
    expect(got).toEqual(['after'])
  })
})

describe('what comes while a call waits', () => {
  it('runs after the call, in order (F-65, F-A2)', () => {
    const got: unknown[] = []
    const { java, remote, turn } = withCallback((arg: unknown) => got.push(arg))
    java.send(call('a'))
    java.send(call('b'))
    remote.getGlobal('x')
    expect(got).toEqual([])
    turn()
    expect(got).toEqual(['a', 'b'])
  })

  it('is decoded before the answer, for the answer may build upon it', () => {
    const got: unknown[] = []
    const thing = classNamed('Thing', { id: 12 })
    const page = openPage({
      'remote.require': () => adder,
      'function.call': () => null,
      'remote.global': () => {
        page.java.send(call(reference(30, thing)))
        return reference(31, 12)
      },
    })
    ;(page.remote.require('./take') as Function)((arg: unknown) => got.push(arg))
    const answer = page.remote.getGlobal('x') as object
    page.turn()
    expect((got[0] as object).constructor).toBe(answer.constructor)
  })

  it('does not run inside another callback that calls Java', () => {
    const log: unknown[] = []
    const page = withCallback((arg: unknown) => {
      log.push(`begin ${arg}`)
      if (arg === 'a') page.java.send(call('b'))
      page.remote.getGlobal('x')
      log.push(`end ${arg}`)
    })
    page.java.send(call('a'))
    page.java.wake()
    page.turn()
    expect(log).toEqual(['begin a', 'end a', 'begin b', 'end b'])
  })
})

describe('acknowledgements', () => {
  it('go with every message', () => {
    const { java, remote } = withCallback(() => undefined)
    java.send(call('a'))
    remote.getGlobal('x')
    remote.getGlobal('y')
    expect(java.sent.map(({ ack }) => ack)).toEqual([0, 1, 2, 3, 5])
  })

  it('go on their own when much has come', () => {
    const { java, turn } = withCallback(() => undefined)
    for (let count = 0; count < 64; count++) java.send(call(count))
    java.wake()
    turn()
    expect(java.sent.at(-1)).toMatchObject({ method: 'session.alive', ack: 67 })
  })

  it('of what a wait took in go on their own when the page then does nothing, also where the wait threw', () => {
    const timers = captureTimers()
    const { java, remote } = openPage({
      'remote.global': ([name]) => {
        if (name === 'silent') throw SILENCE
        return null
      },
    })
    remote.getGlobal('x')
    timers.fire()
    expect(java.sent.at(-1)).toMatchObject({ method: 'session.alive', ack: 2 })
    timers.fire()
    java.send(call('a'))
    remote.deadline = 1
    expect(() => remote.getGlobal('silent')).toThrow('within 1 ms')
    timers.fire()
    expect(java.sent.at(-1)).toMatchObject({ method: 'session.alive', ack: 3 })
    expect(java.forgotten).toBe(0)
  })

  it('need no message where Java has them: then the bridge is told that nothing is under way', () => {
    const timers = captureTimers()
    const { java, session } = openPage()
    session.tell('session.alive', [])
    java.wake()
    timers.fire()
    expect(java.sent).toHaveLength(2)
    expect(java.forgotten).toBe(1)
  })

  it('wait for one timer, however many calls there are', () => {
    const timers = captureTimers()
    const { remote } = openPage({ 'remote.global': () => null })
    for (let count = 0; count < 10; count++) remote.getGlobal('x')
    expect(timers.waiting).toHaveLength(1)
  })

  it('of Java let the bridge forget', () => {
    const { java } = withCallback(() => undefined)
    java.send({ ...call('a'), ack: 3 })
    java.wake()
    expect(java.acknowledged).toBe(3)
  })
})

describe('what the page sends', () => {
  it('is numbered without gaps', () => {
    const { java, remote } = withCallback(() => undefined)
    remote.getGlobal('x')
    expect(java.sent.map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
    expect(java.sent[0]).toMatchObject({ method: 'session.open', params: [{ renderer: 'r1', secret: 's1' }] })
  })
})
