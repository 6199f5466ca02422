import fc from 'fast-check'
import { expect, it } from 'vitest'
import { References } from '../../src/registry/references.ts'
import { FakeCollector } from './fake-collector.ts'

const OBJECTS = 4

/** One object in Java: its id while Java has it for this page, and how often it was handed out by that id. */
interface Held {
  id: number
  handedOut: number
}

/** Java as ObjectRegistry is, and what is on its way in either direction. */
class ModelJava {
  readonly toPage: { object: number; id: number; n: number }[] = []
  readonly toJava: (readonly [number, number])[] = []
  readonly #held = new Map<number, Held>()
  #lastId = 0

  handOut(object: number): void {
    const held = this.#held.get(object) ?? { id: ++this.#lastId, handedOut: 0 }
    held.handedOut++
    this.#held.set(object, held)
    this.toPage.push({ object, id: held.id, n: held.handedOut })
  }

  takeRelease(): void {
    const release = this.toJava.shift()
    for (const [object, held] of this.#held)
      if (release?.[0] === held.id && release[1] === held.handedOut) this.#held.delete(object)
  }

  has(id: number): boolean {
    return [...this.#held.values()].some(held => held.id === id)
  }

  get count(): number {
    return this.#held.size
  }
}

const step = fc.record({
  does: fc.constantFrom('handOut', 'arrive', 'collect', 'finalize', 'release', 'send', 'takeRelease'),
  object: fc.nat(OBJECTS - 1),
})

it('in any order of hand-outs, collections and releases, what the page holds is alive and what nobody holds is gone', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 100 }), steps => {
      const java = new ModelJava()
      const collector = new FakeCollector()
      const references = new References(() => undefined, collector)
      const proxies = new Map<number, object>()

      function arrive(): void {
        const next = java.toPage.shift()
        if (next !== undefined)
          proxies.set(
            next.object,
            references.receive(next.id, next.n, () => ({})),
          )
      }
      function collect(object: number): void {
        const proxy = proxies.get(object)
        if (proxy !== undefined) collector.collect(proxy)
        proxies.delete(object)
      }
      function release(object: number): void {
        const proxy = proxies.get(object)
        if (proxy !== undefined) references.release(proxy)
        proxies.delete(object)
      }
      function send(): void {
        java.toJava.push(...references.takeReleases())
      }
      const deeds = {
        handOut: (object: number) => java.handOut(object),
        arrive,
        collect,
        finalize: () => collector.finalize(),
        release,
        send,
        takeRelease: () => java.takeRelease(),
      }
      for (const { does, object } of steps) {
        deeds[does as keyof typeof deeds](object)
        for (const proxy of proxies.values()) expect(java.has(references.target(proxy, 'member'))).toBe(true)
        for (const { id } of java.toPage) expect(java.has(id)).toBe(true)
      }

      while (java.toPage.length > 0) arrive()
      for (let object = 0; object < OBJECTS; object++) collect(object)
      collector.finalize()
      send()
      while (java.toJava.length > 0) java.takeRelease()
      expect(java.count).toBe(0)
    }),
    { numRuns: 3000 },
  )
})
