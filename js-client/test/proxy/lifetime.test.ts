import { describe, expect, it } from 'vitest'
import { StaleReferenceError } from '../../src/errors.ts'
import { openPage, type TestPage } from '../page.ts'
import { classNamed, reference } from './wire.ts'

type Thing = { greet(): unknown; readonly [Symbol.dispose]: () => void }

/** A page that gets a new object of the class Thing each time, or of a class below it. */
function withThings(parent: string | null = null): TestPage & { thing: () => Thing } {
  let lastId = 20
  const methods = classNamed('Thing', { id: 12, members: [['greet', 'm']] })
  const wire = parent === null ? methods : classNamed('SpecialThing', { id: 13, parent: methods })
  const page = openPage({
    'remote.global': () => reference(++lastId, lastId === 21 ? wire : wire.id),
    'member.call': ([target]) => `hello of ${target}`,
  })
  return { ...page, thing: () => page.remote.getGlobal('thing') as Thing }
}

/** Lets the real collector do what it can: weak references hold until the end of the job that made them. */
async function collect(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await new Promise(resolve => setImmediate(resolve))
    globalThis.gc?.()
  }
  await new Promise(resolve => setImmediate(resolve))
}

describe('an object of which only a method is left', () => {
  it('lives, and with it what the method works on (T18)', async () => {
    const { thing, java } = withThings()
    const { greet } = thing()
    await collect()
    thing()
    expect(java.asked('reference.release')).toEqual([])
    expect(greet()).toBe('hello of 21')
  })

  it('lives, also when the method is of a class further up (T55)', async () => {
    const { thing } = withThings('Thing')
    const { greet } = thing()
    await collect()
    expect(greet()).toBe('hello of 21')
  })

  it('dies when the method is dropped too', async () => {
    const { thing, java } = withThings()
    let greet: (() => unknown) | undefined = thing().greet
    expect(greet()).toBe('hello of 21')
    greet = undefined
    await collect()
    thing()
    expect(java.asked('reference.release')).toEqual([[[[21, 1]]]])
  })
})

describe('an object that is given back', () => {
  it('is stale for all that was taken from it', () => {
    const { thing, remote } = withThings()
    const object = thing()
    const { greet } = object
    remote.release(object)
    expect(() => greet()).toThrow(StaleReferenceError)
    expect(() => object.greet()).toThrow(StaleReferenceError)
  })

  it('may be given back by the block that uses it', () => {
    const { thing, java } = withThings()
    const object = thing()
    object[Symbol.dispose]()
    expect(() => object.greet()).toThrow(StaleReferenceError)
    thing()
    expect(java.asked('reference.release')).toEqual([[[[21, 1]]]])
  })
})
