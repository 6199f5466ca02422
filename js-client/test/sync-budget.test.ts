import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Answer } from './fake-java.ts'
import { FakeJava } from './fake-java.ts'
import { openPage, type TestPage } from './page.ts'

const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)

/** A page whose calls take as long as the test says, and whose tasks end when it says so. */
interface BudgetedPage extends TestPage {
  readonly endTask: () => void
  readonly scheduled: () => number
}

let now = 0
let callMs = 0

function open(
  opened: object = { development: true },
  parts: object = { draws: true },
  more: Record<string, Answer> = {},
): BudgetedPage {
  const tasks: (() => void)[] = []
  let scheduled = 0
  const page = openPage(
    {
      'session.open': () => ({ ...FakeJava.OPENED, ...opened }),
      'remote.global': () => {
        now += callMs
        return null
      },
      ...more,
    },
    {
      afterTask: task => {
        scheduled++
        tasks.push(task)
      },
      ...parts,
    },
  )
  const endTask = (): void => {
    for (const task of tasks.splice(0)) task()
  }
  return { ...page, endTask, scheduled: () => scheduled }
}

beforeEach(() => {
  now = 0
  callMs = 0
  vi.spyOn(performance, 'now').mockImplementation(() => now)
})

afterEach(() => {
  warn.mockClear()
  vi.mocked(performance.now).mockRestore()
})

describe('a task within its budget', () => {
  it('is not warned of', () => {
    const page = open()
    callMs = 0.75
    for (let i = 0; i < 20; i++) page.remote.getGlobal('a')
    page.endTask()
    expect(warn).not.toHaveBeenCalled()
  })

  it('begins anew with each task, which costs one message and not one for each call', () => {
    const page = open()
    for (let task = 0; task < 3; task++) {
      for (let i = 0; i < 20; i++) page.remote.getGlobal('a')
      page.endTask()
    }
    expect(warn).not.toHaveBeenCalled()
    expect(page.scheduled()).toBe(3)
  })
})

describe('a task above its budget', () => {
  it('has one warning with the line, its count, its time, and what would be cheaper', () => {
    const page = open()
    callMs = 0.5
    for (let i = 0; i < 21; i++) page.remote.getGlobal('a')
    page.remote.getGlobal('b')
    page.endTask()
    expect(warn).toHaveBeenCalledTimes(1)
    const [text] = warn.mock.calls[0] as [string]
    expect(text).toContain('in one task: 22 calls and 11 ms; remote.syncBudget is 20 calls and 16 ms.')
    expect(text).toMatch(
      /\n21 calls and 10\.5 ms of it at \/.*sync-budget\.test\.ts:\d+:\d+, last of all remote\.global 'a'\./,
    )
    expect(text).toContain('Cheaper: a method that does all of it in one call; remote.async')
  })

  it('by its time alone is above it too', () => {
    const page = open()
    callMs = 17
    page.remote.getGlobal('slow')
    page.endTask()
    expect(warn.mock.calls).toEqual([[expect.stringContaining('1 call and 17 ms of it')]])
    expect(warn.mock.calls).toEqual([[expect.stringContaining('Cheaper: remote.async asks without')]])
  })

  it('is warned of once for each line', () => {
    const page = open()
    for (let task = 0; task < 5; task++) {
      for (let i = 0; i < 30; i++) page.remote.getGlobal('a')
      page.endTask()
    }
    expect(warn).toHaveBeenCalledTimes(1)
    for (let i = 0; i < 30; i++) page.remote.getGlobal('another line')
    page.endTask()
    expect(warn).toHaveBeenCalledTimes(2)
  })

  it('has a warning for each line that has to change, and none for the others', () => {
    const page = open()
    for (let i = 0; i < 30; i++) page.remote.getGlobal('a')
    for (let i = 0; i < 25; i++) page.remote.getGlobal('b')
    for (let i = 0; i < 10; i++) page.remote.getGlobal('c')
    page.endTask()
    const warned = warn.mock.calls.map(([text]) => /'(.)'/.exec(text)?.[1])
    expect(warned).toEqual(['a', 'b'])
  })

  it('advises a copy where properties are read', () => {
    const shop = { $: 'ref', id: 2, n: 1, class: SHOP }
    const page = open(
      { development: true },
      { draws: true },
      {
        'remote.require': () => shop,
        'member.get': () => 1,
      },
    )
    const shopProxy = page.remote.require('shop') as { price: number }
    for (let i = 0; i < 30; i++) shopProxy.price
    page.endTask()
    expect(warn.mock.calls).toEqual([[expect.stringContaining('remote.copy(object) brings all properties')]])
    expect(warn.mock.calls).toEqual([[expect.stringContaining("last of all member.get 'price'")]])
  })

  it('counts calls that fail', () => {
    const page = open({ development: true }, { draws: true }, { 'remote.builtin': () => ({ $: 'unknown' }) })
    for (let i = 0; i < 30; i++) expect(() => page.remote.getBuiltin('x')).toThrow()
    page.endTask()
    expect(warn).toHaveBeenCalledTimes(1)
  })

  it('counts the time of a call within a call once, and the call itself', () => {
    const page = open(
      { development: true },
      { draws: true },
      {
        'remote.builtin': () => {
          now += 3
          page.remote.getGlobal('nested')
          now += 4
          return null
        },
      },
    )
    page.remote.syncBudget = { ms: 5, calls: 100 }
    callMs = 2
    page.remote.getBuiltin('outer')
    page.endTask()
    expect(warn.mock.calls).toEqual([[expect.stringContaining('2 calls and 9 ms;')]])
  })
})

describe('the budget', () => {
  it('is off outside of development, and in a thread that does not draw', () => {
    expect(open({}).remote.syncBudget).toBeUndefined()
    expect(open({ development: false }).remote.syncBudget).toBeUndefined()
    expect(open({ development: true }, {}).remote.syncBudget).toBeUndefined()
    expect(open().remote.syncBudget).toEqual({ ms: 16, calls: 20 })
  })

  it('is set and switched off by the page', () => {
    const page = open({})
    page.remote.syncBudget = { ms: Number.POSITIVE_INFINITY, calls: 1 }
    expect(page.remote.syncBudget).toEqual({ ms: Number.POSITIVE_INFINITY, calls: 1 })
    for (let i = 0; i < 2; i++) page.remote.getGlobal('a')
    page.endTask()
    expect(warn).toHaveBeenCalledTimes(1)
    for (const off of [null, undefined]) {
      page.remote.syncBudget = { ms: 1, calls: 1 }
      page.remote.syncBudget = off
      expect(page.remote.syncBudget).toBeUndefined()
      for (let i = 0; i < 9; i++) page.remote.getGlobal('b')
      page.endTask()
    }
    expect(warn).toHaveBeenCalledTimes(1)
  })

  it('that the page has set before the session opens, stays', () => {
    const { session, remote } = open({})
    session.budget.limits = undefined
    session.budget.suggest({ ms: 1, calls: 1 })
    expect(remote.syncBudget).toBeUndefined()
  })

  it.each([
    [{ ms: 0, calls: 1 }],
    [{ ms: 1, calls: -1 }],
    [{ ms: 1 }],
    [{ ms: '16', calls: 20 }],
    [{ ms: Number.NaN, calls: 1 }],
    [16],
  ])('that is none is refused: %j', wrong => {
    const { remote } = open()
    expect(() => {
      remote.syncBudget = wrong as unknown as { ms: number; calls: number }
    }).toThrow(TypeError)
    expect(remote.syncBudget).toEqual({ ms: 16, calls: 20 })
  })

  it('costs nothing where it is off: no stack is taken, no message posted, and no clock read more', () => {
    const stacks = vi.spyOn(Error, 'captureStackTrace')
    const counts = [{}, { development: true }].map(opened => {
      const page = open(opened)
      stacks.mockClear()
      vi.mocked(performance.now).mockClear()
      for (let i = 0; i < 10; i++) page.remote.getGlobal('a')
      return {
        stacks: stacks.mock.calls.length,
        clock: vi.mocked(performance.now).mock.calls.length,
        posted: page.scheduled(),
      }
    })
    stacks.mockRestore()
    const [off, on] = counts as [(typeof counts)[0], (typeof counts)[0]]
    expect(off).toEqual({ stacks: 0, clock: 10, posted: 0 })
    expect(on).toEqual({ stacks: 10, clock: 30, posted: 1 })
  })
})

const SHOP = {
  id: 9,
  name: 'Shop',
  parent: null,
  members: [['price', 'p']],
  own: [],
  statics: [],
  constructible: false,
}
