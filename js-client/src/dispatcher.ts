import { DeadlockError, errorCoded } from './errors.ts'
import type { Marshalling } from './marshalling.ts'
import {
  type Awaited,
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

const PROMISE_INSIDE =
  'A callable function that is called by what this page itself has called must not return a Promise: nothing settles it before that' +
  ' call returns, which waits for it. Return the value itself, or have Java declare a CompletionStage as the result'

/**
 * What Java asks of the page: wire method → what is done. Values are decoded at once, in the order of the messages; what runs code of
 * the application waits for its turn.
 */
export class Dispatcher {
  readonly #marshalling: Marshalling
  readonly #turns: Turns
  readonly #page: PageCommands
  readonly #respond: Respond
  readonly #overflowed: (dropped: number) => void

  /** @param overflowed is told how many events Java has dropped, in their place among those that came */
  constructor(
    marshalling: Marshalling,
    turns: Turns,
    page: PageCommands,
    respond: Respond,
    overflowed: (dropped: number) => void,
  ) {
    this.#marshalling = marshalling
    this.#turns = turns
    this.#page = page
    this.#respond = respond
    this.#overflowed = overflowed
  }

  /**
   * Handles one request or notification. What is wrong with it costs no other message: it is the answer to a request, and an uncaught
   * error of the page otherwise.
   */
  dispatch(request: Request): void {
    try {
      this.#route(request)
    } catch (error) {
      const fail = (): void => this.#fail(request, error)
      if (isAwaited(request)) this.#turns.addCallable(fail)
      else this.#turns.add(fail)
    }
  }

  #route(request: Request): void {
    const params = request.params ?? []
    switch (request.method as ToPage) {
      case 'callback.call':
        return this.#callback(request, params[0] as number, params[1] as WireValue, params[2] as Awaited)
      case 'callback.release':
        return this.#marshalling.callbacks.release(params[0] as Releases)
      case 'promise.resolve':
        return this.#settle(request, params[0] as number, 'resolve')
      case 'promise.reject':
        return this.#settle(request, params[0] as number, 'reject')
      case 'stream.read':
        return this.#answerLater(request, () =>
          this.#marshalling.streams.read(params[0] as number, params[1] as number),
        )
      case 'stream.cancel':
        // Cancelling runs code of the application.
        return this.#turns.add(() => this.#marshalling.streams.cancel(params[0] as Releases))
      case 'page.evaluate':
        return this.#answerLater(request, () => this.#page.evaluate(String(params[0])))
      case 'page.window':
        return this.#command(request, String(params[0]), params[1])
      case 'session.dropped':
        return this.#turns.add(() => this.#overflowed(params[0] as number))
      case 'session.alive':
        return
      default:
        this.#refuse(request, CODE.methodNotFound, `A page has no method '${request.method}'`)
    }
  }

  #callback(request: Request, id: number, wire: WireValue, awaited: Awaited | undefined): void {
    const args = this.#marshalling.decode(wire, request.attachments) as unknown[]
    // Looked up now: a release may be the very next message, and the call came first.
    const fn = this.#marshalling.callbacks.find(id)
    const call = (): unknown => Reflect.apply(fn as Function, undefined, args)
    if (request.id === undefined) {
      if (fn !== undefined) this.#turns.add(call)
    } else if (fn === undefined) {
      this.#refuse(request, CODE.staleReference, `Callback ${id} was released`)
    } else if (awaited !== undefined && this.#marshalling.isCallable(fn)) {
      this.#turns.addCallable(isInside => this.#answerNow(request, call, awaited, isInside))
    } else {
      this.#answerLater(request, call)
    }
  }

  /** Runs a callable function, and answers before anything else happens: a thread of Java waits, and the page may be waiting for it. */
  #answerNow(request: Request, call: () => unknown, awaited: Awaited, isInside: boolean): void {
    try {
      const value = call()
      if (awaited === 'end') this.#succeed(request, undefined)
      else if (!this.#marshalling.isPromise(value)) this.#succeed(request, value)
      else if (isInside && awaited === 'now') throw new DeadlockError(PROMISE_INSIDE)
      else void this.#answer(request, () => value)
    } catch (error) {
      this.#fail(request, error)
    }
  }

  #settle({ params, attachments }: Request, id: number, how: 'resolve' | 'reject'): void {
    const value = this.#marshalling.decode(params?.[1] as WireValue, attachments)
    const settle = this.#marshalling.promises.take(id)
    if (settle?.atOnce) settle[how](value)
    // Resolving reads `then` of the value, which is the application's.
    else if (settle !== undefined) this.#turns.addSettling(() => settle[how](value))
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
    try {
      this.#succeed(request, await work())
    } catch (error) {
      this.#fail(request, error)
    }
  }

  #succeed({ id }: Request, value: unknown): void {
    const result = this.#marshalling.encode(value, 'result')
    if (id !== undefined) this.#respond(id, { result })
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

/** Whether a thread of Java's waits for the answer, which therefore does not wait for its turn. */
function isAwaited({ method, id, params }: Request): boolean {
  return method === 'callback.call' && id !== undefined && params?.[2] !== undefined
}
