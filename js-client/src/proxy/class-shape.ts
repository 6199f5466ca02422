import { BridgeError } from '../errors.ts'
import type { ClassDescriptor, WireClass, WireMember, WireValue } from '../protocol.ts'
import type { References } from '../registry/references.ts'
import { type Caller, remoteConstructor, remoteFunction } from './function-proxy.ts'
import { standsFor } from './origins.ts'

/** A class of Java's as this page sees it. */
export interface ClassShape {
  readonly id: number
  /** The constructor; its prototype chain is Java's. */
  readonly face: Function
  /** What each object has of its own, of this class and of those above it. Names may be hostile: no prototype here. */
  readonly own: PropertyDescriptorMap
  /** Whether there are any. */
  readonly hasOwn: boolean
  /** The names among them whose values travel with each reference, and whether they are enumerable. */
  readonly constants: ReadonlyMap<string, boolean>
}

/**
 * Builds one real constructor function per class descriptor, so that shape costs no round trip: `instanceof`, `in`,
 * `Object.keys` and unknown names are all answered by the page's own engine.
 *
 * A method sits on the prototype as an accessor which gives each object its own function, bound to it: `const {m} = object; m()`
 * reaches the object and keeps it alive, `object.m === object.m` holds, and nothing is own that is not own in Java. Assigning
 * hides it on that one object, deleting brings it back.
 */
export class ClassShapes {
  readonly #shapes = new Map<number, ClassShape>()
  readonly #caller: Caller
  readonly #references: References

  constructor(caller: Caller, references: References) {
    this.#caller = caller
    this.#references = references
  }

  /**
   * The class that the wire names; built where it brings its descriptor.
   *
   * @param decode for the values of static constants
   */
  receive(wire: WireClass, decode: (value: WireValue) => unknown): ClassShape {
    const id = typeof wire === 'number' ? wire : wire.id
    const known = this.#shapes.get(id)
    if (known !== undefined) return known
    if (typeof wire === 'number') throw new BridgeError(`Java named class ${id}, which it never described`)
    return this.#build(wire, decode)
  }

  /** The property that a member of its own is on an object. */
  ownMember(member: WireMember): PropertyDescriptor {
    const [name] = member
    return kindOf(member) === 'm'
      ? this.#method(name, isEnumerable(member))
      : this.#property(member, receiver => this.#references.target(receiver, name))
  }

  #build(descriptor: ClassDescriptor, decode: (value: WireValue) => unknown): ClassShape {
    const parent = descriptor.parent === null ? undefined : this.receive(descriptor.parent, decode)
    const { id, name } = descriptor
    const target = (): number => {
      if (descriptor.constructible) return id
      throw new TypeError(
        `${name} is not constructible: Java exposes no constructor of it, or it is abstract`,
      )
    }
    const construct = (args: readonly unknown[], entry: Function): object =>
      this.#caller.construct(target(), args, entry)
    const face = standsFor(remoteConstructor(name, construct), { is: 'class', name, target })
    const prototype: object = Object.create(parent?.face.prototype ?? Object.prototype)
    Object.defineProperty(face, 'prototype', { value: prototype, writable: false })
    if (parent !== undefined) Object.setPrototypeOf(face, parent.face)
    Object.defineProperty(prototype, 'constructor', {
      value: face,
      writable: true,
      configurable: true,
      enumerable: false,
    })

    const own: PropertyDescriptorMap = Object.assign(Object.create(null), parent?.own)
    const constants = new Map(parent?.constants)
    for (const member of [...descriptor.members, ...descriptor.own]) {
      if (kindOf(member) === 'c') constants.set(member[0], isEnumerable(member))
    }
    if (parent === undefined) this.#addDispose(prototype)
    for (const member of descriptor.members) this.#addMember(prototype, member)
    for (const member of descriptor.own) if (kindOf(member) !== 'c') own[member[0]] = this.ownMember(member)

    const shape: ClassShape = { id, face, own, hasOwn: Object.keys(own).length > 0, constants }
    // Registered before its static constants are decoded: they may be of this very class.
    this.#shapes.set(id, shape)
    this.#references.adopt(id, face)
    for (const member of descriptor.statics) this.#addStatic(face, id, member, decode)
    return shape
  }

  #addMember(prototype: object, member: WireMember): void {
    const [name] = member
    const kind = kindOf(member)
    if (kind === 'm') Object.defineProperty(prototype, name, this.#method(name, false))
    else if (kind !== 'c')
      Object.defineProperty(prototype, name, { ...this.ownMember(member), configurable: true })
  }

  /** `using window = new BrowserWindow()` gives the object back at the end of its block. */
  #addDispose(prototype: object): void {
    const references = this.#references
    function dispose(this: unknown): void {
      const object = references.holder(this)
      if (object !== undefined) references.release(object)
    }
    if (Symbol.dispose !== undefined) {
      Object.defineProperty(prototype, Symbol.dispose, { value: dispose, writable: true, configurable: true })
    }
  }

  /** A static named `prototype` stays out of reach: that name belongs to the language. */
  #addStatic(face: Function, id: number, member: WireMember, decode: (value: WireValue) => unknown): void {
    const [name, , constant] = member
    if (name === 'prototype') return
    const enumerable = isEnumerable(member)
    const kind = kindOf(member)
    if (kind === 'm') {
      const call = remoteFunction(name, 0, (_, args, entry) => this.#caller.call(id, name, args, entry))
      const value = standsFor(call, { is: 'method', name, target: () => id })
      Object.defineProperty(face, name, { value, writable: true, configurable: true, enumerable })
    } else if (kind === 'c') {
      const value = constant === undefined ? undefined : decode(constant)
      Object.defineProperty(face, name, { value, writable: false, configurable: true, enumerable })
    } else {
      Object.defineProperty(face, name, { ...this.#property(member, () => id), configurable: true })
    }
  }

  /** A method of objects; see the comment of the class. */
  #method(name: string, enumerable: boolean): PropertyDescriptor {
    const references = this.#references
    const callOn = (receiver: unknown, args: readonly unknown[], entry: Function): unknown =>
      this.#caller.call(references.target(receiver, name), name, args, entry)
    const unbound = remoteFunction(name, 0, callOn)
    const bound = new WeakMap<object, Function>()
    const target = (receiver: unknown): number => references.target(receiver, name)
    function get(this: unknown): Function {
      const object = references.holder(this)
      if (object === undefined) return unbound
      let method = bound.get(object)
      if (method === undefined) {
        const call = remoteFunction(name, 0, (_, args, entry) => callOn(object, args, entry))
        method = standsFor(call, { is: 'method', name, target: () => target(object) })
        bound.set(object, method)
      }
      return method
    }
    return {
      get: standsFor(get, { is: 'method', name, target }),
      set(value) {
        Object.defineProperty(this, name, { value, writable: true, configurable: true, enumerable: true })
      },
      configurable: true,
      enumerable,
    }
  }

  /** A data member: read and written in Java, each time. */
  #property(member: WireMember, target: (receiver: unknown) => number): PropertyDescriptor {
    const [name] = member
    const caller = this.#caller
    function get(this: unknown): unknown {
      return caller.get(target(this), name, get)
    }
    function set(this: unknown, value: unknown): void {
      caller.set(target(this), name, value, set)
    }
    const origin = { is: 'property', name, target } as const
    const property = {
      get: standsFor(get, origin),
      configurable: false,
      enumerable: isEnumerable(member),
    }
    return kindOf(member) === 'p' ? { ...property, set: standsFor(set, origin) } : property
  }
}

function kindOf(member: WireMember): string {
  return member[1].charAt(0)
}

function isEnumerable(member: WireMember): boolean {
  return !member[1].endsWith('h')
}
