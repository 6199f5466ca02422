import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Awaited, Request, WireValue } from '../../src/protocol.ts'
import { SILENCE } from '../fake-java.ts'
import { openPage, type TestPage } from '../page.ts'
import type { Any } from '../proxy/async-page.ts'

const take = { $: 'function', id: 2, n: 1, name: 'take', length: 1 } as const

/** What Java does at one wait of the page. */
type Step = () => void

interface Scene extends TestPage {
  /** Calls Java; it says what the steps say, one at each wait, and answers the call after the last. */
  callJava(...steps: Step[]): unknown
  /** Java calls a function of the page, and a thread of its waits. */
  ask(callback: number, args?: WireValue[], awaited?: Awaited): void
  /** The answers that the page gave, as id and result or message of the error. */
  answers(): unknown[]
}

/** A page that has handed these functions to Java, as callbacks 1, 2, …, marked callable. */
function withCallables(...fns: Function[]): Scene {
  return withFunctions(page => fns.map(fn => page.remote.callable(fn as () => void)))
}

function withFunctions(fns: (page: TestPage) => Function[]): Scene {
  let isSilent = false
  const page = openPage({
    'remote.require': () => take,
    'function.call': () => null,
    'remote.global': () => {
      if (isSilent) throw SILENCE
      return null
    },
  })
  ;(page.remote.require('./take') as Function)(...fns(page))
  let asked = 0
  return {
    ...page,
    callJava(...steps) {
      isSilent = true
      let outer: Request | undefined
      const { onWait } = page.java
      page.java.onWait = () => {
        outer ??= page.java.sent.findLast(({ method }) => method === 'remote.global')
        const step = steps.shift()
        if (step !== undefined) step()
        else page.java.send({ id: outer?.id, result: 'over' })
      }
      try {
        return page.remote.getGlobal('x')
      } finally {
        page.java.onWait = onWait
      }
    },
    ask(callback, args = [], awaited = 'value') {
      page.java.send({ method: 'callback.call', params: [callback, args, awaited], id: `j${++asked}` })
    },
    answers: () =>
      page.java.sent
        .filter(message => message.method === undefined)
        .map(message => {
          const { id, result, error } = message as { id?: unknown; result?: unknown; error?: Error }
          return [id, error === undefined ? result : error.message]
        }),
  }
}

afterEach(() => vi.restoreAllMocks())

describe('a callable function', () => {
  it('runs and answers inside of the call that waits, with one message each way', () => {
    const page = withCallables((x: number) => x + 1)
    const before = page.java.sent.length
    expect(page.callJava(() => page.ask(1, [1]))).toBe('over')
    expect(page.answers()).toEqual([['j1', 2]])
    expect(page.java.sent.length - before, 'the call and the answer').toBe(2)
    expect(page.java.flushes, 'it left with the next wait').toBe(0)
    expect(page.turn(), 'it does not run again').toEqual([])
    expect(page.answers()).toHaveLength(1)
  })

  it('may return a step of remote.async, which is awaited as any promise', async () => {
    const page = withFunctions(({ remote }) => [
      remote.callable(() => (remote.async(remote) as Any).getGlobal('y')),
      remote.callable(() => remote.async(remote.require('./take'))),
    ])
    page.ask(1)
    page.ask(2)
    for (let round = 0; round < 3; round++) {
      page.java.wake()
      page.turn()
      await new Promise(resolve => setImmediate(resolve))
    }
    expect(page.answers()).toEqual([
      ['j2', { $: 'remote', id: 2 }],
      ['j1', null],
    ])
  })

  it('whose arguments cannot be read fails inside of the call that waits', () => {
    const page = withCallables(() => undefined)
    const seen: unknown[][] = []
    page.callJava(
      () => page.ask(1, [{ $: 'mystery' } as unknown as WireValue]),
      () => seen.push(page.answers()),
    )
    expect(seen).toMatchObject([[['j1', expect.stringContaining('mystery')]]])
    expect(page.turn()).toEqual([])
  })

  it('overtakes ordinary callbacks, which run after the call', () => {
    const log: string[] = []
    const page = withFunctions(({ remote }) => [
      () => log.push('ordinary'),
      remote.callable(() => log.push('callable')),
    ])
    page.callJava(() => {
      page.java.send({ method: 'callback.call', params: [1, []] })
      page.ask(2)
    })
    log.push('returned')
    page.turn()
    expect(log).toEqual(['callable', 'returned', 'ordinary'])
  })

  it('that came before the answer runs before the call returns', () => {
    const log: string[] = []
    const page = withCallables(() => log.push('ran'))
    page.callJava(() => {
      page.ask(1)
      page.java.send({ id: page.java.sent.at(-1)?.id, result: 'over' })
    })
    log.push('returned')
    expect(log).toEqual(['ran', 'returned'])
    expect(page.java.flushes, 'no wait follows that sends what it answered').toBe(1)
  })

  it('does not keep a call from returning, however often Java calls', () => {
    let ran = 0
    const page = withCallables(() => {
      page.ask(1)
      ran++
    })
    page.ask(1)
    expect(page.callJava()).toBe('over')
    expect(ran).toBeLessThan(3)
  })

  it('runs in its turn where the page waits for nothing', () => {
    const log: unknown[] = []
    const page = withFunctions(({ remote }) => [
      (x: number) => log.push(x),
      remote.callable((x: number) => log.push(x)),
    ])
    page.java.send({ method: 'callback.call', params: [1, [1]] })
    page.ask(2, [2])
    page.java.send({ method: 'callback.call', params: [1, [3]] })
    page.java.wake()
    expect(log).toEqual([])
    page.turn()
    expect(log).toEqual([1, 2, 3])
    expect(page.answers()).toEqual([['j1', 2]])
  })

  it('that throws answers with the error, and the call goes on', () => {
    const page = withCallables(() => {
      throw new TypeError('no')
    })
    expect(page.callJava(() => page.ask(1))).toBe('over')
    expect(page.java.sent.at(-1)).toMatchObject({
      id: 'j1',
      error: { code: -32000, data: { $: 'error', name: 'TypeError', message: 'no' } },
    })
    expect(page.turn()).toEqual([])
  })

  it('that Java does not wait for is an ordinary callback', () => {
    const log: string[] = []
    const page = withCallables(() => log.push('ran'))
    page.callJava(() => page.java.send({ method: 'callback.call', params: [1, []] }))
    expect(log).toEqual([])
    page.turn()
    expect(log).toEqual(['ran'])
  })
})

describe('a function that is not marked', () => {
  it('runs in no call, whatever Java asks for', () => {
    const log: string[] = []
    const page = withFunctions(() => [() => log.push('ran')])
    page.callJava(() => page.ask(1))
    expect(log).toEqual([])
    page.turn()
    expect(log).toEqual(['ran'])
  })
})

describe('what Java waits for', () => {
  it('may be a value, which has to cross', () => {
    const page = withCallables(() => Symbol())
    page.callJava(() => page.ask(1))
    expect(page.answers()).toEqual([['j1', 'result: a symbol cannot be sent']])
  })

  it('may be the end alone, whatever the function returns', () => {
    const page = withCallables(
      () => Symbol(),
      async () => 1,
    )
    page.callJava(
      () => page.ask(1, [], 'end'),
      () => page.ask(2, [], 'end'),
    )
    expect(page.answers()).toEqual([
      ['j1', { $: 'undefined' }],
      ['j2', { $: 'undefined' }],
    ])
  })

  it('is no Promise inside of the call that waits for it: nothing could settle it', () => {
    const page = withCallables(() => Promise.resolve(1))
    page.callJava(() => page.ask(1, [], 'now'))
    expect(page.java.sent.at(-1)).toMatchObject({
      id: 'j1',
      error: {
        message: expect.stringContaining('must not return a Promise'),
        data: { name: 'DeadlockError' },
      },
    })
  })

  it.each(['value', 'now'] as const)(
    'is what a Promise gives where the page waits for nothing (%s)',
    async awaited => {
      const page = withCallables(async () => 'later')
      page.ask(1, [], awaited)
      page.java.wake()
      page.turn()
      expect(page.answers()).toEqual([])
      for (let round = 0; round < 5; round++) await Promise.resolve()
      expect(page.answers()).toEqual([['j1', 'later']])
    },
  )

  it('is what a Promise gives, after a call that does not wait for it', async () => {
    const page = withCallables(async () => 'later')
    page.callJava(() => page.ask(1))
    expect(page.answers()).toEqual([])
    for (let round = 0; round < 5; round++) await Promise.resolve()
    expect(page.answers()).toEqual([['j1', 'later']])
  })
})

describe('a callable function that calls Java', () => {
  it('may be called again inside of that call', () => {
    const log: string[] = []
    const page = withCallables((depth: number) => {
      log.push(`begin ${depth}`)
      const got = page.callJava(...(depth < 5 ? [() => page.ask(1, [depth + 1])] : []))
      log.push(`end ${depth}`)
      return got
    })
    page.callJava(() => page.ask(1, [1]))
    expect(log).toEqual([1, 2, 3, 4, 5].map(d => `begin ${d}`).concat([5, 4, 3, 2, 1].map(d => `end ${d}`)))
    expect(page.answers().map(answer => (answer as unknown[])[0])).toEqual(['j5', 'j4', 'j3', 'j2', 'j1'])
  })

  it('may get the answer to its call after that of the call around it', () => {
    let outer: unknown
    let inner: unknown
    const page = withCallables(() => {
      inner = page.callJava(() => {
        page.java.send({ id: outer, result: 'outer' })
        page.java.send({ id: page.java.sent.at(-1)?.id, result: 'inner' })
      })
    })
    const got = page.callJava(() => {
      outer = page.java.sent.at(-1)?.id
      page.ask(1)
    })
    expect([inner, got]).toEqual(['inner', 'outer'])
    expect(page.answers()).toEqual([['j1', { $: 'undefined' }]])
  })
})

describe('the deadline of a call', () => {
  it('does not count the time of callable functions', () => {
    let now = 0
    vi.spyOn(performance, 'now').mockImplementation(() => now)
    const page = withCallables(() => {
      now += 1000
    })
    page.remote.deadline = 5
    const waited = page.callJava(
      () => page.ask(1),
      () => {
        now += 4
      },
    )
    expect(waited).toBe('over')
    const late = (): unknown =>
      page.callJava(
        () => page.ask(1),
        () => {
          now += 6
        },
        () => undefined,
      )
    expect(late).toThrow('within 5 ms')
  })
})

describe('remote.callable', () => {
  it('gives the same stand-in for the same function, and another function than that', () => {
    const { remote } = openPage()
    const sum = (a: number, b: number): number => a + b
    const fn = Object.assign(sum, { extra: 1 })
    const marked = remote.callable(fn)
    expect(marked).not.toBe(fn)
    expect(remote.callable(fn)).toBe(marked)
    expect(remote.callable(marked)).toBe(marked)
    expect([marked(1, 2), marked.length, marked.name, marked.extra]).toEqual([3, 2, 'sum', 1])
  })

  it('crosses marked, while the function itself crosses as before', () => {
    const fn = (): void => undefined
    const page = withFunctions(({ remote }) => [fn, remote.callable(fn), remote.callable(fn)])
    const sent = page.java.asked('function.call').at(-1)?.[1] as Record<string, unknown>[]
    expect(sent.map(({ id, n, callable }) => [id, n, callable])).toEqual([
      [1, 1, undefined],
      [2, 1, true],
      [2, 2, true],
    ])
  })

  it('comes home as the stand-in', () => {
    const fn = (): void => undefined
    let home: unknown
    const page = withFunctions(({ remote }) => [
      remote.callable(fn),
      (arg: unknown) => {
        home = arg
      },
    ])
    page.java.send({ method: 'callback.call', params: [2, [{ $: 'callback', id: 1 }]] })
    page.java.wake()
    page.turn()
    expect(home).toBe(page.remote.callable(fn))
  })

  it('leaves functions of Java as they are, and takes nothing but functions', () => {
    const { remote } = openPage({ 'remote.require': () => take })
    const java = remote.require('./take') as () => void
    expect(remote.callable(java)).toBe(java)
    expect(() => remote.callable({} as never)).toThrow(TypeError)
  })
})
