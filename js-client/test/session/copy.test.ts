import { describe, expect, it } from 'vitest'
import { StaleReferenceError } from '../../src/errors.ts'
import { openPage, type TestPage } from '../page.ts'
import { classNamed, reference } from '../proxy/wire.ts'

const SHOP = classNamed('Shop', { members: [['price', 'p']] })

/** A page with one remote object, of which Java gives this copy. */
function withShop(copy: unknown): TestPage & { shop: object } {
  const page = openPage({ 'remote.require': () => reference(7, SHOP), 'reference.copy': () => copy })
  return { ...page, shop: page.remote.require('./shop') as object }
}

describe('remote.copy', () => {
  it('gives the plain object that Java sends, in one request', () => {
    const { remote, java, shop } = withShop({
      $: 'object',
      members: { price: 5, self: { $: 'same', index: 0 }, at: { $: 'date', value: 0 } },
    })
    const before = java.sent.length
    const copy = remote.copy(shop) as Record<string, unknown>
    expect(Object.keys(copy)).toEqual(['price', 'self', 'at'])
    expect(copy.self).toBe(copy)
    expect(copy.at).toEqual(new Date(0))
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype)
    expect(java.sent).toHaveLength(before + 1)
    expect(java.asked('reference.copy')).toEqual([[7]])
  })

  it('says how deep', () => {
    const { remote, java, shop } = withShop(null)
    remote.copy(shop, 2)
    expect(java.asked('reference.copy')).toEqual([[7, 2]])
  })

  it('refuses a depth that is none, and what is not remote', () => {
    const { remote, java, shop } = withShop(null)
    for (const depth of [0, -1, 1.5, Number.NaN, '2' as unknown as number, null as unknown as number]) {
      expect(() => remote.copy(shop, depth)).toThrow(TypeError)
    }
    expect(() => remote.copy({})).toThrow("'copy' needs a remote object to be used on")
    expect(java.asked('reference.copy')).toEqual([])
  })

  it('of a released object is an error', () => {
    const { remote, shop } = withShop(null)
    remote.release(shop)
    expect(() => remote.copy(shop)).toThrow(StaleReferenceError)
  })
})
