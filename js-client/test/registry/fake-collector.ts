import type { Collector } from '../../src/registry/references.ts'

/** A collector that collects when the test says so, and finalizes when it says so: the two are apart, as in an engine. */
export class FakeCollector implements Collector {
  readonly #collected = new Set<object>()
  readonly #finalizers: { target: object; token: unknown; run: () => void }[] = []

  readonly WeakRef: WeakRefConstructor
  readonly FinalizationRegistry: FinalizationRegistryConstructor

  constructor() {
    const collected = this.#collected
    const finalizers = this.#finalizers
    this.WeakRef = class {
      readonly [Symbol.toStringTag] = 'WeakRef'
      readonly #target: object
      constructor(target: object) {
        this.#target = target
      }
      deref(): object | undefined {
        return collected.has(this.#target) ? undefined : this.#target
      }
    } as unknown as WeakRefConstructor
    this.FinalizationRegistry = class {
      readonly [Symbol.toStringTag] = 'FinalizationRegistry'
      readonly #cleanup: (held: unknown) => void
      constructor(cleanup: (held: unknown) => void) {
        this.#cleanup = cleanup
      }
      register(target: object, held: unknown, token?: unknown): void {
        finalizers.push({ target, token, run: () => this.#cleanup(held) })
      }
      unregister(token: unknown): void {
        for (const entry of finalizers.filter(each => each.token === token))
          finalizers.splice(finalizers.indexOf(entry), 1)
      }
    } as unknown as FinalizationRegistryConstructor
  }

  /** The object is dead: weak references to it are empty. Its finalizer has not run yet. */
  collect(object: object): void {
    this.#collected.add(object)
  }

  /** Runs the finalizers of what was collected. */
  finalize(): void {
    for (const entry of this.#finalizers.filter(({ target }) => this.#collected.has(target))) {
      this.#finalizers.splice(this.#finalizers.indexOf(entry), 1)
      entry.run()
    }
  }
}
