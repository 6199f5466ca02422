import { placeOf } from '../errors.ts'
import type { References } from '../registry/references.ts'
import { originOf } from './origins.ts'
import { type Post, type Question, Step, showAs, stepOf } from './step.ts'

/** What a proxy of the engine stands before: it can be called and constructed, and has nothing of its own. */
const TARGET: Function = Function.prototype.bind.call(class {}, undefined)
for (const name of Reflect.ownKeys(TARGET)) Reflect.deleteProperty(TARGET, name)
Object.freeze(TARGET)

const TEXT = '[remote.async]'
const text = (): string => TEXT

/**
 * What the application has of a step. To read a member of it makes a step that is not taken yet; to call, to construct, to write, and to
 * ask for `then`, `catch` or `finally` takes it.
 *
 * Symbols and what every object has (`toString`, `toJSON` …) are answered here, so to look at a step asks Java for nothing.
 */
class Face implements ProxyHandler<Function> {
  readonly #step: Step
  constructor(step: Step) {
    this.#step = step
  }

  /** Whether it is a twin, which is there already and is no promise: an asynchronous function may return it. */
  get #isTwin(): boolean {
    return this.#step.isHead
  }

  get(_target: Function, name: string | symbol): unknown {
    switch (name) {
      case 'then':
        return this.#isTwin ? undefined : this.#promised(name)
      case 'catch':
      case 'finally':
        return this.#isTwin ? this.#member(name) : this.#promised(name)
      case 'toString':
      case 'toLocaleString':
      case 'valueOf':
      case Symbol.toPrimitive:
        return text
      case 'toJSON':
        return undefined
      default:
        return typeof name === 'symbol' ? undefined : this.#member(name)
    }
  }

  set(_target: Function, name: string | symbol, value: unknown): boolean {
    if (typeof name === 'symbol') return false
    this.#step.next({ does: 'set', name, value }).take(placeOf(Face.prototype.set))
    return true
  }

  /** Whether Java has a member cannot be told at once, and an answer that is always the same would be wrong. */
  has(_target: Function, name: string | symbol): boolean {
    if (typeof name === 'symbol') return false
    throw new TypeError(
      `'${name}' in … cannot be answered without asking Java: await the step, or take the object itself, and look there`,
    )
  }

  deleteProperty(_target: Function, name: string | symbol): boolean {
    throw new TypeError(
      `'${String(name)}' cannot be deleted through remote.async: call a method of the object that removes it, or write null to it`,
    )
  }

  apply(_target: Function, _receiver: unknown, args: readonly unknown[]): Function {
    return faceOf(this.#step.called(args).take(placeOf(Face.prototype.apply)))
  }

  construct(_target: Function, args: readonly unknown[]): Function {
    return faceOf(this.#step.next({ does: 'construct', args }).take(placeOf(Face.prototype.construct)))
  }

  #member(name: string): Function {
    return faceOf(this.#step.next({ does: 'get', name }))
  }

  /** A method of the step's promise. Asking for it takes the step, and not only calling it: that comes too late for the order. */
  #promised(name: 'then' | 'catch' | 'finally'): Function {
    const promise = this.#step.promise(placeOf(Face.prototype.get))
    return (promise[name] as Function).bind(promise)
  }
}

function faceOf(step: Step): Function {
  return showAs(step, new Proxy(TARGET, new Face(step)))
}

/** Makes asynchronous twins of what stands for Java's objects, functions and classes. */
export class AsyncProxies {
  readonly #post: Post
  readonly #references: References
  readonly #twins = new WeakMap<object, Function>()

  constructor(post: Post, references: References) {
    this.#post = post
    this.#references = references
  }

  /**
   * The twin of a remote object, function, method or class; a twin, or what one gave, is itself.
   *
   * @throws TypeError for everything else
   */
  twin(value: unknown): Function {
    if (stepOf(value) !== undefined) return value as Function
    const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function'
    if (!isObject || (this.#references.find(value) === undefined && originOf(value) === undefined))
      throw new TypeError('remote.async takes a remote object, function or class, or remote itself')
    let twin = this.#twins.get(value)
    if (twin === undefined) {
      twin = faceOf(Step.of(this.#post, value))
      this.#twins.set(value, twin)
    }
    return twin
  }

  /** What Java answers to `question`, as a step. */
  ask(question: Question, entry: Function): Function {
    return faceOf(new Step(this.#post, undefined, question).take(placeOf(entry)))
  }
}
