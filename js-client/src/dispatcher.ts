import { errorCoded } from './errors.ts'
import type { Marshalling } from './marshalling.ts'
import {
  CODE,
  type MessageId,
  type Releases,
  type Request,
  type ToPage,
  type WireFailure,
  type WireValue,
} from './protocol.ts'
import type { Turns } from './turns.ts'

/** What Java may ask of the page itself. */
export interface PageCommands {
  /** Runs a script in the global scope; its value, or what its promise gives. */
  evaluate(code: string): unknown
  /** Does something to the window that the page is in. */
  window(operation: string, args: readonly unknown[]): unknown
}

/** Answers a request of Java's. */
export type Respond = (
  id: MessageId,
  outcome: { readonly result: WireValue } | { readonly error: WireFailure },
) => void

/**
 * What Java asks of the page: wire method → what is done. Values are decoded at once, in the order of the messages; what runs code of
 * the application waits for its turn.
 */
export class Dispatcher {
  readonly #marshalling: Marshalling
  readonly #turns: Turns
  readonly #page: PageCommands
  readonly #respond: Respond

  constructor(marshalling: Marshalling, turns: Turns, page: PageCommands, respond: Respond) {
    this.#marshalling = marshalling
    this.#turns = turns
    this.#page = page
    this.#respond = respond
  }

  /**
   * Handles one request or notification. What is wrong with it costs no other message: it is the answer to a request, and an uncaught
   * error of the page otherwise.
   */
  dispatch(request: Request): void {
    try {
      this.#route(request)
    } catch (error) {
      this.#turns.add(() => this.#fail(request, error))
    }
  }

  #route(request: Request): void {
    const params = request.params ?? []
    switch (request.method as ToPage) {
      case 'callback.call':
        return this.#callback(request, params[0] as number, params[1] as WireValue)
      case 'callback.release':
        return this.#marshalling.callbacks.release(params[0] as Releases)
      case 'promise.resolve':
        return this.#settle(params[0] as number, params[1] as WireValue, 'resolve')
      case 'promise.reject':
        return this.#settle(params[0] as number, params[1] as WireValue, 'reject')
      case 'page.evaluate':
        return this.#answerLater(request, () => this.#page.evaluate(String(params[0])))
      case 'page.window':
        return this.#command(request, String(params[0]), params[1])
      case 'session.alive':
        return
      default:
        this.#refuse(request, CODE.methodNotFound, `A page has no method '${request.method}'`)
    }
  }

  #callback(request: Request, id: number, wire: WireValue): void {
    const args = this.#marshalling.decode(wire) as unknown[]
    // Looked up now: a release may be the very next message, and the call came first.
    const fn = this.#marshalling.callbacks.find(id)
    if (request.id !== undefined) {
      if (fn === undefined) this.#refuse(request, CODE.staleReference, `Callback ${id} was released`)
      else this.#answerLater(request, () => Reflect.apply(fn, undefined, args))
    } else if (fn !== undefined) {
      this.#turns.add(() => Reflect.apply(fn, undefined, args))
    }
  }

  #settle(id: number, wire: WireValue, how: 'resolve' | 'reject'): void {
    const value = this.#marshalling.decode(wire)
    const settle = this.#marshalling.promises.take(id)
    // Resolving reads `then` of the value, which is the application's.
    if (settle !== undefined) this.#turns.add(() => settle[how](value))
  }

  #command(request: Request, operation: string, wire: unknown): void {
    const args = this.#marshalling.decode((wire ?? []) as WireValue) as unknown[]
    this.#answerLater(request, () => this.#page.window(operation, args))
  }

  /** Runs something in its turn, and answers when it is done where Java wants to know. */
  #answerLater(request: Request, work: () => unknown): void {
    this.#turns.add(() => void this.#answer(request, work))
  }

  async #answer(request: Request, work: () => unknown): Promise<void> {
    const { id } = request
    try {
      const result = this.#marshalling.encode(await work(), 'result')
      if (id !== undefined) this.#respond(id, { result })
    } catch (error) {
      this.#fail(request, error)
    }
  }

  /** Answers with what went wrong; throws it where nobody asked. */
  #fail({ id }: Request, reason: unknown): void {
    if (id === undefined) throw reason
    try {
      this.#respond(id, { error: this.#failure(reason) })
    } catch (tooLong) {
      this.#respond(id, { error: this.#failure(tooLong) })
    }
  }

  #refuse(request: Request, code: number, message: string): void {
    const error = { code, message, data: this.#marshalling.encode(errorCoded(code, message), 'error') }
    if (request.id !== undefined) this.#respond(request.id, { error })
  }

  #failure(thrown: unknown): WireFailure {
    const message = thrown instanceof Error ? thrown.message : String(thrown)
    try {
      return { code: CODE.application, message, data: this.#marshalling.encode(thrown, 'error') }
    } catch {
      // What was thrown cannot cross; its text can.
      return { code: CODE.application, message, data: this.#marshalling.encode(new Error(message), 'error') }
    }
  }
}
