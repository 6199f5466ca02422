import { StaleReferenceError } from '../errors.ts'
import type { Releases } from '../protocol.ts'

/** What this page knows of one object of Java's that it may hold. */
export interface Reference {
  readonly id: number
  /** The highest count that came with the id: how often Java has handed it to this page, as far as the page knows. */
  n: number
  /** True after `remote.release`: the page may no longer use what stands for it. */
  released: boolean
  /** What stands for it; absent for a class, which is held until the session ends and is never released. */
  readonly proxy?: WeakRef<object>
}

/** Gives `object` as what was constructed, so that a subclass puts its private field on it. */
class OnObject {
  constructor(object: object) {
    // biome-ignore lint/correctness/noConstructorReturn: this is the one way to a private field of an object that exists already
    return object
  }
}

/**
 * A mark on a proxy that nobody else can see, copy or take off. A `WeakMap` would do the same for ten times the time of a table of rows,
 * and the collector would have to look through it.
 */
class Mark extends OnObject {
  readonly #reference: Reference

  constructor(proxy: object, reference: Reference) {
    super(proxy)
    this.#reference = reference
  }

  static of(object: object): Reference | undefined {
    return #reference in object ? object.#reference : undefined
  }
}

/** The two platform classes by which a page learns what was collected; tests give their own, to command the collector. */
export interface Collector {
  readonly WeakRef: WeakRefConstructor
  readonly FinalizationRegistry: FinalizationRegistryConstructor
}

/**
 * Which proxy stands for which id, without keeping any proxy alive.
 *
 * A proxy that was collected, or released by hand, becomes a release `[id, n]` that waits here until the session takes it. `n`
 * lets Java see whether the reference is on its way again, so a release in flight never frees what the page is about to get.
 */
export class References {
  readonly #byId = new Map<number, Reference & { readonly proxy: WeakRef<object> }>()
  readonly #collector: Collector
  readonly #collected: FinalizationRegistry<Reference>
  readonly #onRelease: () => void
  #releases: [number, number][] = []

  /** @param onRelease told, from a finalizer or from {@link release}, that {@link takeReleases} has something to give */
  constructor(onRelease: () => void, collector: Collector = { WeakRef, FinalizationRegistry }) {
    this.#onRelease = onRelease
    this.#collector = collector
    this.#collected = new collector.FinalizationRegistry(reference => this.#finalize(reference))
  }

  /**
   * The proxy for an id that Java has just sent: the one that is alive, else a new one from `make`.
   *
   * @param n the count that came with it
   */
  receive<T extends object>(id: number, n: number, make: () => T): T {
    const known = this.#byId.get(id)
    const alive = known?.proxy.deref()
    if (known !== undefined && alive !== undefined) {
      known.n = Math.max(known.n, n)
      return alive as T
    }
    // An older entry may still wait for its finalizer, which will find this one in its place and keep silent.
    const proxy = make()
    const reference = { id, n, released: false, proxy: new this.#collector.WeakRef<object>(proxy) }
    this.#byId.set(id, reference)
    new Mark(proxy, reference)
    this.#collected.register(proxy, reference)
    return proxy
  }

  /** Makes a constructor stand for a class. */
  adopt(id: number, face: object): void {
    new Mark(face, { id, n: 0, released: false })
  }

  /** What `value` itself stands for; undefined for everything that is the page's own. */
  find(value: object): Reference | undefined {
    return Mark.of(value)
  }

  /** The remote object that a member was used on: `receiver`, or the nearest one that it inherits from. */
  holder(receiver: unknown): object | undefined {
    let candidate: unknown = receiver
    while ((typeof candidate === 'object' && candidate !== null) || typeof candidate === 'function') {
      if (Mark.of(candidate) !== undefined) return candidate
      candidate = Object.getPrototypeOf(candidate)
    }
    return undefined
  }

  /**
   * The id to ask Java for.
   *
   * @throws TypeError where `receiver` is no remote object
   * @throws StaleReferenceError where it was released
   */
  target(receiver: unknown, member: string): number {
    const holder = this.holder(receiver)
    const reference = holder && Mark.of(holder)
    if (reference === undefined)
      throw new TypeError(`Illegal invocation: '${member}' needs a remote object to be used on`)
    if (reference.released)
      throw new StaleReferenceError(`'${member}' was used on an object that this page has released`)
    return reference.id
  }

  /**
   * Gives an object back before the collector would. Giving it back twice is no error.
   *
   * @throws TypeError where `proxy` is no remote object, function or stream
   */
  release(proxy: unknown): void {
    const mayBe = (typeof proxy === 'object' && proxy !== null) || typeof proxy === 'function'
    const reference = mayBe ? Mark.of(proxy) : undefined
    if (reference === undefined)
      throw new TypeError('Only remote objects, remote functions and streams of Java can be released')
    if (reference.proxy === undefined)
      throw new TypeError('A remote class is held until its page ends and cannot be released')
    if (reference.released) return
    reference.released = true
    this.#forget(reference)
  }

  /** The releases since the last time, for the next `reference.release`. */
  takeReleases(): Releases {
    const taken = this.#releases
    this.#releases = []
    return taken
  }

  #finalize(reference: Reference): void {
    // One that was given back by hand, or has a younger one in its place, is not this one's to release.
    if (this.#byId.get(reference.id) === reference) this.#forget(reference)
  }

  #forget(reference: Reference): void {
    this.#byId.delete(reference.id)
    this.#releases.push([reference.id, reference.n])
    this.#onRelease()
  }
}
