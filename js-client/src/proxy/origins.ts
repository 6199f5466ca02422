/** What a function of this page stands for in Java: a remote function or class, a method, or the getter or setter of a property. */
export interface Origin {
  readonly is: 'function' | 'class' | 'method' | 'property'
  /** Name of the member, function or class. */
  readonly name: string
  /**
   * The id to ask Java for.
   *
   * @param receiver what the function is used on; of no account where the function has its object already
   * @throws what the function itself throws before it asks Java
   */
  target(receiver: unknown): number
}

const origins = new WeakMap<object, Origin>()

/** Notes what `fn` stands for, so that the same can be asked without blocking. */
export function standsFor<F extends Function>(fn: F, origin: Origin): F {
  origins.set(fn, origin)
  return fn
}

/** What `value` stands for; undefined for all that is of the page alone. */
export function originOf(value: unknown): Origin | undefined {
  return typeof value === 'function' ? origins.get(value) : undefined
}

/** The property that `name` is on `value`, or on what that inherits from. Runs no getter. */
export function findProperty(value: unknown, name: string): PropertyDescriptor | undefined {
  for (let holder = Object(value); holder !== null; holder = Object.getPrototypeOf(holder)) {
    const property = Object.getOwnPropertyDescriptor(holder, name)
    if (property !== undefined) return property
  }
  return undefined
}
