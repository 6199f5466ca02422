import { afterEach, describe, expect, it, vi } from 'vitest'
import { openPage } from '../page.ts'

const take = { $: 'function', id: 2, n: 1, name: 'take', length: 1 } as const

afterEach(() => {
  vi.restoreAllMocks()
})

describe('a page that Java has dropped events for', () => {
  it('hears how many, in their place among those that came', () => {
    const got: unknown[] = []
    const page = openPage({ 'remote.require': () => take, 'function.call': () => null })
    ;(page.remote.require('./take') as Function)((value: unknown) => got.push(value))
    page.remote.on('overflow', ({ dropped }) => got.push(`dropped ${dropped}`))
    page.java.send({ method: 'callback.call', params: [1, ['before']] })
    page.java.send({ method: 'session.dropped', params: [7] })
    page.java.send({ method: 'callback.call', params: [1, ['after']] })
    page.java.wake()
    expect(page.turn()).toEqual([])

    expect(got).toEqual(['before', 'dropped 7', 'after'])
  })

  it('and listens no more hears nothing', () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    const got: unknown[] = []
    const page = openPage()
    const listener = (overflow: unknown): unknown => got.push(overflow)
    page.remote.on('overflow', listener)
    page.remote.off('overflow', listener)
    page.java.send({ method: 'session.dropped', params: [7] })
    page.java.wake()
    page.turn()

    expect(got).toEqual([])
    expect(warn).toHaveBeenCalledOnce()
  })

  it('and does not listen finds it in the console', () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    const page = openPage()
    page.java.send({ method: 'session.dropped', params: [7] })
    page.java.wake()
    page.turn()

    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(/dropped 7 events .*Limits\.backlog/))
  })
})
