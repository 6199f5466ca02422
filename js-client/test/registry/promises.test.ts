import { describe, expect, it } from 'vitest'
import { Promises } from '../../src/registry/promises.ts'

describe('promises of Java', () => {
  it('settle once, by their id', async () => {
    const promises = new Promises()
    const good = promises.receive(1)
    const bad = promises.receive(2)
    promises.take(1)?.resolve('done')
    promises.take(2)?.reject(new RangeError('no'))
    await expect(good).resolves.toBe('done')
    await expect(bad).rejects.toThrow(RangeError)
    expect(promises.take(1)).toBeUndefined()
  })

  it('are the same promise while they are pending', () => {
    const promises = new Promises()
    expect(promises.receive(1)).toBe(promises.receive(1))
  })

  it('are all rejected when the session ends', async () => {
    const promises = new Promises()
    const pending = [promises.receive(1), promises.receive(2)]
    promises.rejectAll(() => new Error('over'))
    for (const promise of pending) await expect(promise).rejects.toThrow('over')
  })
})
