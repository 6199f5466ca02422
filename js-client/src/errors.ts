/**
 * The errors that a page sees: those of Java by the class their `name` asks for, and the client's own. All of ours extend
 * {@link RemoteError}, so one `catch` can tell them from the application's.
 */
import { CODE } from './protocol.ts'

/** Root of every error that is Valence's own and not the application's. */
export class RemoteError extends Error {
  /** What the wire gave as code: a JSON-RPC number, or whatever Java put there. Absent for errors of the page itself. */
  declare code?: unknown

  static {
    define(RemoteError.prototype, 'name', 'RemoteError')
  }
}

/**
 * Whether Java has executed a call: `yes`, it has answered, or promised an answer; `no`, it has not got the call, and never will;
 * `unknown`, it may have got the call, and its answer has not come.
 */
export type Executed = 'yes' | 'no' | 'unknown'

/** Java no longer knows this page: it was gone for too long, or Java was started anew. Reload to begin again. */
export class SessionLostError extends RemoteError {
  /** What is known of the call that this error ends; absent where it ends none, as where it is told as the reason of 'session-lost'. */
  declare readonly executed?: Executed
}
/** Java does not let this page in: it shows no launch token, or a spent one. The message says how to open it. */
export class NotAdmittedError extends SessionLostError {}
/** Java, or a page that Java waited for, is there but did not answer in time. What was asked may still happen. */
export class DeadlineError extends RemoteError {}
/** The object was released, by this page or because its session ended. */
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

/** A result of `remote.async` cannot cross, for it has not arrived. Whoever can wait does so `until` then, where that is known. */
export class UnarrivedError extends MarshalError {
  declare readonly until: Promise<unknown> | undefined

  /** @param place what of the message it is: a path, or several of which it is one */
  constructor(place: string, until?: Promise<unknown>) {
    super(`${place}: this result of remote.async has not arrived; await it first`)
    // Not enumerable: where such an error crosses itself, it must not take a promise along.
    define(this, 'until', until)
  }
}

type ErrorClass = new (message?: string) => Error

/** Valence's own error classes, by the name that the wire and `error.name` have for them. */
export const ERRORS = {
  RemoteError,
  SessionLostError,
  NotAdmittedError,
  DeadlineError,
  StaleReferenceError,
  NotSupportedError,
  MarshalError,
  NotExposedError,
  DeadlockError,
  NoSuchModuleError,
  NoSuchMemberError,
  NoMatchError,
  SequenceError,
  LimitError,
  NotPermittedError,
  BridgeError,
} as const

const STANDARD: Readonly<Record<string, ErrorClass>> = {
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
}

// Bundling renames classes; what an application reads must not depend on it.
for (const [name, ours] of Object.entries(ERRORS)) {
  define(ours.prototype, 'name', name)
  define(ours, 'name', name)
}

/** The class of an error that Java sent without data, by its code. */
const NAME_BY_CODE: ReadonlyMap<number, string> = new Map([
  [CODE.noSuchModule, 'NoSuchModuleError'],
  [CODE.noSuchMember, 'NoSuchMemberError'],
  [CODE.noMatch, 'NoMatchError'],
  [CODE.staleReference, 'StaleReferenceError'],
  [CODE.notExposed, 'NotExposedError'],
  [CODE.cannotMarshal, 'MarshalError'],
  [CODE.notSupported, 'NotSupportedError'],
  [CODE.deadlock, 'DeadlockError'],
  [CODE.deadline, 'DeadlineError'],
  [CODE.wrongSequence, 'SequenceError'],
  [CODE.sessionLost, 'SessionLostError'],
  [CODE.limit, 'LimitError'],
  [CODE.notRemote, 'MarshalError'],
  [CODE.notPermitted, 'NotPermittedError'],
  [CODE.notAdmitted, 'NotAdmittedError'],
])

/** Makes an error of the class that `name` asks for. Names of neither JavaScript nor Valence give an `Error` of that name. */
export function errorNamed(name: string, message: string): Error {
  const known = own(STANDARD, name) ?? own(ERRORS, name)
  if (known !== undefined) return new known(message)
  const error = new Error(message)
  if (name !== 'Error') define(error, 'name', name)
  return error
}

const EXECUTED: Readonly<Record<Executed, string>> = {
  yes: 'Java has executed this call',
  no: 'Java has not executed this call',
  unknown: 'Whether Java has executed this call is not known',
}

/** Makes the error for a call that the end of the session ends. */
export function lostCall(reason: SessionLostError, executed: Executed): SessionLostError {
  const error = errorNamed(reason.name, `${reason.message}. ${EXECUTED[executed]}`) as SessionLostError
  define(error, 'executed', executed)
  return error
}

/** Makes the error for a JSON-RPC error that carries no details. */
export function errorCoded(code: number, message: string): Error {
  const error = errorNamed(NAME_BY_CODE.get(code) ?? 'RemoteError', message)
  define(error, 'code', code)
  return error
}

/** The error for a message that is longer than Java takes. */
export function messageTooLong(bytes: number): LimitError {
  return new LimitError(
    `A message is longer than ${bytes} bytes (Limits.messageBytes). Send it in parts, or as a stream`,
  )
}

/** @param count what Java takes */
export function tooManyValues(count: number): LimitError {
  return new LimitError(
    `A message has more than ${count} values (Limits.values). Send it in parts, or numbers as a typed array`,
  )
}

/**
 * Prepares an error of Java's for being thrown here: its stack becomes the caller's, the library's own lines left out, and
 * Java's follows it.
 *
 * @param entry the function by which the application's code entered the library
 */
export function atCaller(error: Error, entry: Function): Error {
  const remote = remoteStacks.get(error)
  Error.captureStackTrace?.(error, entry)
  if (remote !== undefined) define(error, 'stack', `${error.stack ?? error}\n    --- Java ---\n${remote}`)
  return error
}

/**
 * `file:line:col` of a place, or of the line that called a function; empty where that is not known, as where the function is not running.
 */
export function callSite(from: Function | Place | undefined): string {
  const { stack = '' } = typeof from === 'function' ? callerOf(from) : (from ?? {})
  return LINE.exec(stack)?.[1] ?? ''
}

function callerOf(entry: Function): Place {
  const limit = Error.stackTraceLimit
  // A few lines, for the first may be the engine's own (`at Array.map`); not all, for this may be asked at every call.
  const isLong = limit > SITE_LINES && Reflect.set(Error, 'stackTraceLimit', SITE_LINES)
  const place = placeOf(entry)
  if (isLong) Error.stackTraceLimit = limit
  return place
}

const SITE_LINES = 4
/** The first of the lines `    at name (file:line:col)`, or the same without a name. */
const LINE = /^\s*at (?:.*? \()?(.+:\d+:\d+)\)?$/m

/** A place in the application's code. The engine makes its text only when it is asked for. */
export interface Place {
  readonly stack?: string
}

/** The place that called `entry`. */
export function placeOf(entry: Function): Place {
  const place: Place = {}
  Error.captureStackTrace?.(place, entry)
  return place
}

/** As {@link atCaller}, for an error that comes when the caller has gone on. */
export function atPlace(error: Error, place: Place): Error {
  const remote = remoteStacks.get(error)
  const java = remote === undefined ? '' : `\n    --- Java ---\n${remote}`
  // Its first line is for a message, which a place has not.
  const lines = (place.stack ?? '').replace(/^.*/, '')
  define(error, 'stack', `${error}${lines}${java}`)
  return error
}

/** Remembers the stack that an error had in Java. Until it is thrown here, the error shows that stack alone. */
export function withRemoteStack(error: Error, stack: string | undefined): Error {
  define(error, 'stack', stack ?? `${error.name}: ${error.message}`)
  if (stack !== undefined) remoteStacks.set(error, stack)
  return error
}

const remoteStacks = new WeakMap<Error, string>()

/** Defines a property as errors have them: own, writable, not enumerable. */
export function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false })
}

function own(table: Readonly<Record<string, ErrorClass>>, name: string): ErrorClass | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}
