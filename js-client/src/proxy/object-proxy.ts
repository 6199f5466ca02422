import { bare, type WireFunction, type WireReference, type WireValue } from '../protocol.ts'
import type { References } from '../registry/references.ts'
import type { ClassShapes } from './class-shape.ts'
import { type Caller, remoteFunction } from './function-proxy.ts'

/**
 * Makes what stands for Java's objects and functions. They are ordinary objects and functions: only reading and writing a data
 * member, and calling, leave the page.
 */
export class ObjectProxies {
  readonly #shapes: ClassShapes
  readonly #caller: Caller
  readonly #references: References

  constructor(shapes: ClassShapes, caller: Caller, references: References) {
    this.#shapes = shapes
    this.#caller = caller
    this.#references = references
  }

  /**
   * The proxy of a remote object: the one that is alive as it is, else a new one. So its members are those that the object had
   * when it was first referenced, whatever a map in Java has got since (Electron F-21).
   *
   * The values are decoded in either case, for references among them have to be counted.
   */
  object(wire: WireReference, decode: (value: WireValue) => unknown): object {
    const shape = this.#shapes.receive(wire.class, decode)
    const { values: constants = {}, own = [] } = bare(wire)
    const values = Object.entries(constants).map(([name, value]) => [name, decode(value)] as const)
    return this.#references.receive(wire.id, wire.n, () => {
      const proxy: object = Object.create(shape.face.prototype, shape.own)
      for (const [name, value] of values)
        Object.defineProperty(proxy, name, { value, enumerable: shape.constants.get(name) ?? true })
      for (const member of own) Object.defineProperty(proxy, member[0], this.#shapes.ownMember(member))
      return proxy
    })
  }

  /** The proxy of a remote function. */
  function(wire: WireFunction): Function {
    const { id, name, length } = wire
    // The function asks for its own reference, so that a released one says so. It is alive while it runs.
    const make = (): Function =>
      remoteFunction(name, length, (_, args, entry) =>
        this.#caller.apply(this.#references.target(entry, name), args, entry),
      )
    return this.#references.receive(id, wire.n, make)
  }
}
