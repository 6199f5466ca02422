import { describe, expect, it } from 'vitest'
import { StaleReferenceError } from '../../src/errors.ts'
import { References } from '../../src/registry/references.ts'
import { FakeCollector } from './fake-collector.ts'

function setUp(): { references: References; collector: FakeCollector; told: () => number } {
  const collector = new FakeCollector()
  let told = 0
  const references = new References(() => told++, collector)
  return { references, collector, told: () => told }
}

const make = (): object => ({})

describe('identity', () => {
  it('an id gives the same proxy while that is alive', () => {
    const { references } = setUp()
    const proxy = references.receive(7, 1, make)
    expect(references.receive(7, 2, make)).toBe(proxy)
    expect(references.find(proxy)?.id).toBe(7)
  })

  it('an id whose proxy was collected gets a new one', () => {
    const { references, collector } = setUp()
    const old = references.receive(7, 1, make)
    collector.collect(old)
    expect(references.receive(7, 2, make)).not.toBe(old)
  })
})

describe('releases', () => {
  it('a collected proxy is released with the highest count seen', () => {
    const { references, collector, told } = setUp()
    const proxy = references.receive(7, 1, make)
    references.receive(7, 3, make)
    references.receive(7, 2, make)
    collector.collect(proxy)
    expect(references.takeReleases()).toEqual([])
    collector.finalize()
    expect(told()).toBe(1)
    expect(references.takeReleases()).toEqual([[7, 3]])
    expect(references.takeReleases()).toEqual([])
  })

  it('the finalizer of an old proxy does not release a newer one (R2)', () => {
    const { references, collector } = setUp()
    const old = references.receive(7, 1, make)
    collector.collect(old)
    const young = references.receive(7, 2, make)
    collector.finalize()
    expect(references.takeReleases()).toEqual([])
    collector.collect(young)
    collector.finalize()
    expect(references.takeReleases()).toEqual([[7, 2]])
  })

  it('many are gathered into one list', () => {
    const { references, collector } = setUp()
    const proxies = [1, 2, 3].map(id => references.receive(id, 1, make))
    for (const proxy of proxies) collector.collect(proxy)
    collector.finalize()
    expect(references.takeReleases()).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
    ])
  })
})

describe('release by hand', () => {
  it('releases at once, and once', () => {
    const { references, collector } = setUp()
    const proxy = references.receive(7, 4, make)
    references.release(proxy)
    references.release(proxy)
    collector.collect(proxy)
    collector.finalize()
    expect(references.takeReleases()).toEqual([[7, 4]])
  })

  it('makes every later use stale', () => {
    const { references } = setUp()
    const proxy = references.receive(7, 1, make)
    references.release(proxy)
    expect(() => references.target(proxy, 'title')).toThrow(StaleReferenceError)
  })

  it('does not touch the proxy that the same id gets afterwards', () => {
    const { references } = setUp()
    const old = references.receive(7, 1, make)
    references.release(old)
    const young = references.receive(7, 2, make)
    expect(young).not.toBe(old)
    expect(references.target(young, 'title')).toBe(7)
    expect(() => references.target(old, 'title')).toThrow(StaleReferenceError)
  })

  it('is refused for classes and for what is not remote', () => {
    const { references } = setUp()
    const face = class {}
    references.adopt(9, face)
    expect(() => references.release(face)).toThrow(/held until its page ends/)
    const advice = 'Only remote objects, remote functions and streams of Java can be released'
    for (const wrong of [{}, () => 1, undefined, null, 1, 'x'])
      expect(() => references.release(wrong)).toThrow(new TypeError(advice))
  })
})

describe('the holder of a member', () => {
  it('is the remote object that the receiver inherits from', () => {
    const { references } = setUp()
    const proxy = references.receive(7, 1, make)
    expect(references.holder(Object.create(proxy))).toBe(proxy)
    expect(references.target(Object.create(proxy), 'title')).toBe(7)
  })

  it('is nothing for values and for objects of the page', () => {
    const { references } = setUp()
    for (const receiver of [undefined, null, 1, 'text', {}, () => 1]) {
      expect(references.holder(receiver)).toBeUndefined()
      expect(() => references.target(receiver, 'title')).toThrow(
        new TypeError("Illegal invocation: 'title' needs a remote object to be used on"),
      )
    }
  })
})

describe('the real collector', () => {
  it('releases what the page dropped and keeps what it holds', async () => {
    let tell = (): void => undefined
    const told = new Promise<void>(resolve => {
      tell = resolve
    })
    const references = new References(() => tell())
    const kept = references.receive(1, 1, make)
    references.receive(2, 1, make)
    // A weak reference lives until the end of the job that made it.
    await new Promise(resolve => setImmediate(resolve))
    globalThis.gc?.()
    await told
    expect(references.takeReleases()).toEqual([[2, 1]])
    expect(references.receive(1, 2, make)).toBe(kept)
  })
})
