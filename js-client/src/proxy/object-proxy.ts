import {
  bare,
  type WireFunction,
  type WireReference,
  type WireReferences,
  type WireValue,
} from '../protocol.ts'
import type { References } from '../registry/references.ts'
import type { ClassShape, ClassShapes } from './class-shape.ts'
import { type Caller, remoteFunction } from './function-proxy.ts'
import { standsFor } from './origins.ts'

type DecodePart = (value: WireValue) => unknown

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
   */
  object(wire: WireReference, decode: DecodePart): object {
    const shape = this.#shapes.receive(wire.class, decode)
    const { values = {}, own = [] } = bare(wire)
    return this.#references.receive(wire.id, wire.n, () => {
      const proxy = empty(shape)
      for (const name of Object.keys(values))
        Object.defineProperty(proxy, name, constant(shape, name, decode(values[name] as WireValue)))
      for (const member of own) Object.defineProperty(proxy, member[0], this.#shapes.ownMember(member))
      return proxy
    })
  }

  /** What gives the proxy of each row: as {@link object}, with what all rows have in common looked up once. */
  objects(wire: WireReferences, decode: DecodePart): (row: readonly WireValue[]) => object {
    const shape = this.#shapes.receive(wire.class, decode)
    const columns = wire.names.map((name, index) => ({
      name,
      at: index + 2,
      as: constant(shape, name, undefined),
    }))
    return row =>
      this.#references.receive(row[0] as number, row[1] as number, () => {
        const proxy = empty(shape)
        for (const { name, at, as } of columns) {
          as.value = decode(row[at] as WireValue)
          Object.defineProperty(proxy, name, as)
        }
        return proxy
      })
  }

  /** The proxy of a remote function. */
  function(wire: WireFunction): Function {
    const { id, name, length } = wire
    // The function asks for its own reference, so that a released one says so. It is alive while it runs.
    const make = (): Function => {
      const face = remoteFunction(name, length, (_, args, entry) =>
        this.#caller.apply(this.#references.target(entry, name), args, entry),
      )
      return standsFor(face, { is: 'function', name, target: () => this.#references.target(face, name) })
    }
    return this.#references.receive(id, wire.n, make)
  }
}

function empty({ face, own, hasOwn }: ClassShape): object {
  return hasOwn ? Object.create(face.prototype, own) : Object.create(face.prototype)
}

/** An immutable member. Its value has no parts, so it need not be decoded where there is a proxy already. */
function constant(shape: ClassShape, name: string, value: unknown): PropertyDescriptor {
  return { value, enumerable: shape.constants.get(name) ?? true }
}
