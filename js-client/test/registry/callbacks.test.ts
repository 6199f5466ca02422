import { describe, expect, it } from 'vitest'
import { Callbacks } from '../../src/registry/callbacks.ts'

describe('callbacks', () => {
  it('a function keeps its id while it is registered (F-64)', () => {
    const callbacks = new Callbacks()
    const fn = (): void => undefined
    expect([callbacks.send(fn), callbacks.send(fn)]).toMatchObject([
      { id: 1, n: 1 },
      { id: 1, n: 2 },
    ])
    expect(callbacks.find(1)).toBe(fn)
  })

  it('is dropped when Java has seen all that was sent', () => {
    const callbacks = new Callbacks()
    const fn = (): void => undefined
    callbacks.send(fn)
    callbacks.release([[1, 1]])
    expect(callbacks.find(1)).toBeUndefined()
  })

  it('stays when it is on its way again', () => {
    const callbacks = new Callbacks()
    const fn = (): void => undefined
    callbacks.send(fn)
    callbacks.send(fn)
    callbacks.release([[1, 1]])
    expect(callbacks.find(1)).toBe(fn)
    callbacks.release([[1, 2]])
    expect(callbacks.find(1)).toBeUndefined()
  })

  it('gets a new id after that: ids are never used again', () => {
    const callbacks = new Callbacks()
    const fn = (): void => undefined
    callbacks.send(fn)
    callbacks.release([[1, 1]])
    expect(callbacks.send(fn)).toMatchObject({ id: 2, n: 1 })
  })

  it('releasing what is unknown does nothing', () => {
    expect(() => new Callbacks().release([[5, 1]])).not.toThrow()
  })

  it('a length that is none is sent as 0', () => {
    const callbacks = new Callbacks()
    const odd = Object.defineProperty(() => 1, 'length', { value: Number.NaN })
    expect(callbacks.send(odd)).toMatchObject({ length: 0 })
  })
})

describe('where a function was passed', () => {
  it('is the line that called the library, by the last segment of its file', () => {
    function entry(): unknown {
      return new Callbacks().send(() => 1, entry).at
    }
    expect(entry()).toMatch(/^callbacks\.test\.ts:\d+:\d+$/)
  })

  it('is empty where nobody says', () => {
    expect(new Callbacks().send(() => 1).at).toBe('')
  })
})
