import { define } from '../errors.ts'

/**
 * What proxies need of the session: the five things one can do to a target in Java. All of them block, and throw what Java threw.
 *
 * @remarks `entry` is the function by which the application entered the library; stacks begin at its caller.
 */
export interface Caller {
  get(target: number, name: string, entry: Function): unknown
  set(target: number, name: string, value: unknown, entry: Function): void
  call(target: number, name: string, args: readonly unknown[], entry: Function): unknown
  apply(target: number, args: readonly unknown[], entry: Function): unknown
  construct(target: number, args: readonly unknown[], entry: Function): object
}

/**
 * A function of this page that stands for one of Java's: it has its name and length, prints as a function, and cannot be used
 * with `new`.
 *
 * @param invoke gets the receiver, the arguments, and the function itself as the entry of stacks
 */
export function remoteFunction(
  name: string,
  length: number,
  invoke: (receiver: unknown, args: readonly unknown[], entry: Function) => unknown,
): Function {
  function face(this: unknown, ...args: unknown[]): unknown {
    if (new.target !== undefined)
      throw new TypeError(`${name || 'This remote function'} is not a constructor`)
    return invoke(this, args, face)
  }
  return labelled(face, name, length)
}

/**
 * The constructor that stands for a class of Java's. A subclass made in the page works too: its instances are remote objects with
 * the subclass's prototype.
 */
export function remoteConstructor(
  name: string,
  construct: (args: readonly unknown[], entry: Function) => object,
): Function {
  function face(...args: unknown[]): object {
    if (new.target === undefined)
      throw new TypeError(`Class constructor ${name} cannot be invoked without 'new'`)
    const object = construct(args, face)
    return new.target === face ? object : Object.setPrototypeOf(object, new.target.prototype)
  }
  return labelled(face, name, 0)
}

function labelled(face: Function, name: string, length: number): Function {
  Object.defineProperty(face, 'length', { value: length, configurable: true })
  define(face, 'name', name)
  Object.defineProperty(face, 'name', { writable: false })
  return face
}
