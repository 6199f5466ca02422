/**
 * Valence: live Java objects in a page, used like local ones.
 *
 * Reading or writing a data member of a remote object, calling a remote function or method, and `new` on a remote class block the page
 * until Java has answered, and throw what Java threw. Everything else about a remote object is answered by the page itself.
 */

/** Events for this page that Java dropped, since too many waited for it. */
export interface Overflow {
  readonly dropped: number
}

/** What becomes of the session, and what listeners get. A page without a socket hears 'session-lost' and 'overflow' only. */
export interface SessionEvents {
  /** The socket was lost, or given up because the browser was about to freeze the page. */
  disconnected: []
  /** Java took the session up again on a new socket, and nothing is lost. */
  resumed: []
  /** Java dropped events that this page did not read in time; it comes in their place. */
  overflow: [overflow: Overflow]
  /** The session is over for good, and why. Comes once and last. */
  'session-lost': [reason?: Error]
}

export type SessionEvent = keyof SessionEvents

/** What Java holds for a page. */
export interface Held {
  /** Objects, functions and streams that the page refers to. */
  readonly objects: number
  /** Functions and streams of the page that Java refers to. */
  readonly callbacks: number
}

/** How much of one task of the event loop synchronous calls may take; `Infinity` is no limit. */
export interface SyncBudget {
  /** Milliseconds that the page is blocked. */
  readonly ms: number
  /** Calls. */
  readonly calls: number
}

/** What an asynchronous step is given as an argument: the value, or the result of another step, which may not have arrived. */
export type Given<T> = T | Result<T>

/**
 * Result of an asynchronous step: a promise of its value, which can be gone on from before the value is there. Awaited, it is the ordinary
 * value, with its ordinary synchronous members.
 */
export type Result<T> = Promise<Awaited<T>> & Async<Awaited<T>>

/**
 * The asynchronous twin of a `T`: to read a member, to call and to construct gives a {@link Result}; to assign to a member writes it in
 * Java. TypeScript knows no type for what is assigned other than for what is read: cast a twin to `any` to write to it.
 */
export type Async<T> = 0 extends 1 & T ? any : AsyncCall<T> & AsyncMembers<T>

type AsyncCall<T> = T extends abstract new (
  ...args: infer A
) => infer R
  ? new (
      ...args: { [I in keyof A]: Given<A[I]> }
    ) => Result<R>
  : T extends (...args: infer A) => infer R
    ? (...args: { [I in keyof A]: Given<A[I]> }) => Result<R>
    : unknown

type AsyncMembers<T> = T extends object
  ? { [K in Exclude<keyof T, symbol | keyof Promise<any>>]: Result<T[K]> }
  : unknown

/** The asynchronous twin of {@link Remote}. */
export interface AsyncRemote {
  require(name: string): any
  getBuiltin(name: string): any
  getGlobal(name: string): any
  getCurrentWindow(): any
  getCurrentWebContents(): any
}

/**
 * The remote module. Needs no `this`: `const { require, app } = remote` works.
 *
 * What it gives is `any`, for it is whatever Java exposes. A stream of Java's is a
 * `ReadableStream<Uint8Array>`; a `ReadableStream` of bytes, a `Blob` or a `File` is a stream in Java. A stream is locked while Java reads it.
 */
export interface Remote {
  /**
   * The module that Java offers by that name.
   *
   * @throws NoSuchModuleError listing those there are
   */
  require(name: string): any
  /** The built-in module of that name; the same as the getter of that name. */
  getBuiltin(name: string): any
  /** Java's global of that name; undefined where there is none. */
  getGlobal(name: string): any
  /** The window that this page is in. */
  getCurrentWindow(): any
  /** The web contents that this page is in. */
  getCurrentWebContents(): any
  /** Java's global `process`, asked for once, and again after it was released. */
  readonly process: any
  /** The asynchronous twin of this module: `await remote.async(remote).require('db')`. */
  async(module: Remote): AsyncRemote
  /**
   * The asynchronous twin of a remote object, function or class. Nothing that is done to a twin blocks: `await remote.async(object).member`,
   * `await remote.async(object).method(1)`, `await new (remote.async(Class))(1)`. A step may be gone on from before it has arrived:
   * `await remote.async(db).open('x').table('t').count()` is one round trip.
   *
   * @throws TypeError for everything else
   */
  async<T>(value: T): Async<T>
  /** A function for Java that gives a copy of `value` at once, without asking the page. */
  createFunctionWithReturnValue<T>(value: T): () => T
  /**
   * A stand-in for `fn` that Java may wait for: called in Java, it gives what `fn` returns, and runs inside of the page's own call where
   * the page is in one. It is `fn` in all but identity, and the same for the same `fn`, so that a listener can be removed by it. `fn`
   * itself stays an ordinary callback.
   *
   * @throws TypeError where `fn` is no function
   */
  callable<F extends (...args: never[]) => unknown>(fn: F): F
  /**
   * Gives a remote object, function or stream back now, instead of when the page's collector finds it. To use it afterwards raises
   * StaleReferenceError; to give it back twice does nothing.
   *
   * @throws TypeError for everything else
   */
  release(proxy: object): void
  /**
   * A plain copy of a remote object with all that is in it, in one round trip: its properties as they are now, getters included. Cycles stay
   * cycles, and one object is one object; what the page would see as a function, class or promise is that in the copy.
   *
   * @param depth how many levels of objects are copied, 1 for the object alone; what is below are remote objects. Left out: all of them
   * @throws TypeError where `proxy` is no remote object, or `depth` no whole number above 0
   * @throws StaleReferenceError where it was released
   */
  copy(proxy: object, depth?: number): any
  /** What Java holds for this page. */
  held(): Held
  /** How long a call waits for Java, in milliseconds; 30 000 unless Java or the page sets it. What takes longer may still happen. */
  deadline: number
  /**
   * What synchronous calls may take of one task before the console has a warning of the lines that took it, each line once. In development
   * `{ ms: 16, calls: 20 }`, outside of workers; else undefined, and nothing is counted. `null` or undefined switches it off.
   */
  get syncBudget(): SyncBudget | undefined
  set syncBudget(budget: SyncBudget | null | undefined)
  /** Calls `listener` at each event; see {@link SessionEvents}. */
  on<E extends SessionEvent>(event: E, listener: (...args: SessionEvents[E]) => void): Remote
  /** Ends what `on` began. */
  off<E extends SessionEvent>(event: E, listener: (...args: SessionEvents[E]) => void): Remote
  /** Each built-in module that Java offers; undefined for other names. */
  readonly [builtin: string]: any
}

/** The module `electron` as a page sees it. */
export interface Electron {
  /** To read it opens the session if that has not happened yet. */
  readonly remote: Remote
}

/** What the classic script leaves in the global scope as `valence`. */
export interface Valence extends Electron {
  /**
   * Knows the one module `electron`. The classic script makes it global where a page has no `require`.
   *
   * @throws NoSuchModuleError for any other name
   */
  readonly require: (name: string) => Electron
  /** Fulfilled when the session is open; rejected where it cannot be opened. */
  readonly ready: Promise<void>
  /** The error classes by name. */
  readonly errors: {
    readonly RemoteError: typeof RemoteError
    readonly SessionLostError: typeof SessionLostError
    readonly NotAdmittedError: typeof NotAdmittedError
    readonly DeadlineError: typeof DeadlineError
    readonly StaleReferenceError: typeof StaleReferenceError
    readonly NotSupportedError: typeof NotSupportedError
    readonly MarshalError: typeof MarshalError
    readonly NotExposedError: typeof NotExposedError
    readonly DeadlockError: typeof DeadlockError
    readonly NoSuchModuleError: typeof NoSuchModuleError
    readonly NoSuchMemberError: typeof NoSuchMemberError
    readonly NoMatchError: typeof NoMatchError
    readonly SequenceError: typeof SequenceError
    readonly LimitError: typeof LimitError
    readonly NotPermittedError: typeof NotPermittedError
    readonly BridgeError: typeof BridgeError
  }
}

/** The remote module of this page. Importing it waits until the session is open, without blocking. */
export const remote: Remote
export const require: Valence['require']
export const errors: Valence['errors']

/** Root of every error that is Valence's own and not the application's. */
export class RemoteError extends Error {
  /** What the wire gave as code. Absent for errors of the page itself. */
  code?: unknown
}
/** Java no longer knows this page. Reload to begin again. */
export class SessionLostError extends RemoteError {
  /**
   * Whether Java has executed the call that this error ends: `yes`, it has answered, or promised an answer; `no`, it has not got the call,
   * and never will; `unknown`, it may have got the call, and its answer has not come. Absent where the error ends no call, as
   * where it is the reason of 'session-lost'.
   */
  readonly executed?: 'yes' | 'no' | 'unknown'
}
/** Java does not let this page in; the message says how to open it. */
export class NotAdmittedError extends SessionLostError {}
/** Java, or a page that Java waited for, did not answer in time; see {@link Remote.deadline}. */
export class DeadlineError extends RemoteError {}
/** The object was released. */
export class StaleReferenceError extends RemoteError {}
/** This window, browser or page cannot do that; the message says why. */
export class NotSupportedError extends RemoteError {}
/** A value cannot cross; the message names its path inside the arguments. */
export class MarshalError extends RemoteError {}
/** Java does not show this value or class to pages. */
export class NotExposedError extends RemoteError {}
/** Java would wait for this page while the page waits for Java. */
export class DeadlockError extends RemoteError {}
/** No module of that name; the message lists those there are. */
export class NoSuchModuleError extends RemoteError {}
/** No member of that name, or one of another kind. */
export class NoSuchMemberError extends RemoteError {}
/** No overload takes these arguments; the message lists the candidates. */
export class NoMatchError extends RemoteError {}
/** Messages are missing before this one. */
export class SequenceError extends RemoteError {}
/** A limit was exceeded; the message names it. */
export class LimitError extends RemoteError {}
/** No capability of this page permits it; in development the message says what would. */
export class NotPermittedError extends RemoteError {}
/** What lies between page and Java failed: link, I/O worker, or Java's door. The message says which. */
export class BridgeError extends RemoteError {}

declare global {
  interface Window {
    readonly valence: Valence
  }
}
