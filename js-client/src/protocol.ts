/**
 * The wire as data: every name and every form that `docs/protocol.md` tells in prose. Twin of the Java package
 * `dev.valence.protocol`; both are checked against `docs/protocol/vectors/names.json`.
 */

/** Methods that a page may call. */
export const TO_JAVA = [
  'session.open',
  'session.join',
  'session.alive',
  'session.hibernate',
  'session.close',
  'page.changed',
  'remote.require',
  'remote.builtin',
  'remote.global',
  'remote.currentWindow',
  'remote.currentWebContents',
  'member.get',
  'member.set',
  'member.call',
  'function.call',
  'class.construct',
  'reference.release',
  'reference.copy',
  'stream.read',
  'reference.count',
  'promise.resolve',
  'promise.reject',
] as const
export type ToJava = (typeof TO_JAVA)[number]

/** Methods that Java may call. */
export const TO_PAGE = [
  'callback.call',
  'callback.release',
  'promise.resolve',
  'promise.reject',
  'stream.read',
  'stream.cancel',
  'page.evaluate',
  'page.window',
  'session.dropped',
  'session.alive',
] as const
export type ToPage = (typeof TO_PAGE)[number]

/**
 * What a thread of Java waits for that calls a callable function: its value; its value now, since a call of this very page waits for that
 * thread; or that it has run. The third parameter of `callback.call`; absent where no thread waits.
 */
export type Awaited = 'value' | 'now' | 'end'

/** Where the two doors are, below the server's origin. */
export const SOCKET_PATH = '/valence/socket'
export const CALL_PATH = '/valence/call'

/** Code with which a page closes its socket that goes into the back/forward cache or is frozen, and may come back. */
export const CLOSE_HIBERNATING = 4001

/** HTTP headers of `/valence/call`. */
export const HEADER = {
  session: 'Valence-Session',
  ack: 'Valence-Ack',
  park: 'Valence-Park',
  wait: 'Valence-Wait',
} as const

/** JSON-RPC error codes; the first five are the specification's. */
export const CODE = {
  parseError: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internalError: -32603,
  application: -32000,
  noSuchModule: -32001,
  noSuchMember: -32002,
  noMatch: -32003,
  staleReference: -32004,
  notExposed: -32005,
  cannotMarshal: -32006,
  notSupported: -32007,
  deadlock: -32008,
  deadline: -32009,
  wrongSequence: -32010,
  sessionLost: -32011,
  limit: -32012,
  notRemote: -32013,
  notPermitted: -32014,
  notAdmitted: -32015,
} as const

/** How deeply values may nest where `session.open` names no other limit; Java's default as well. */
export const DEFAULT_DEPTH = 64

// ---- Envelope -----------------------------------------------------------------------------------------------------

/** Place of a message in the order of its session: its own number, and what its sender has taken in of the other side. */
interface Ordered {
  readonly jsonrpc: '2.0'
  readonly seq?: number
  readonly ack?: number
  /** What is attached to the frame that the message came in. On the wire it is no member. */
  readonly attachments?: ArrayBuffer
}
export type MessageId = number | string | null

/** A request, or a notification where `id` is absent. */
export interface Request extends Ordered {
  readonly method: string
  readonly params?: readonly unknown[]
  readonly id?: MessageId
  /** Whether later requests may refer to the answer before the page has it. */
  readonly keep?: boolean
}
export interface Success extends Ordered {
  readonly id: MessageId
  readonly result: unknown
}
export interface Failure extends Ordered {
  readonly id: MessageId
  readonly error: WireFailure
}
export interface WireFailure {
  readonly code: number
  readonly message: string
  /** Absent for JSON-RPC's own five codes. */
  readonly data?: WireValue
}
export type Response = Success | Failure
export type Message = Request | Response

/** An object without what a page may have put on `Object.prototype`: what was left out of it is absent. */
export function bare<T extends object>(parsed: T): T {
  return Object.assign(Object.create(null), parsed)
}

/** Whether a JSON text has more than `limit` commas, colons and opening brackets outside of strings: that is how Java counts values. */
export function holdsMore(text: string, limit: number): boolean {
  if (text.length <= limit) return false
  let count = 0
  let isText = false
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        isText = !isText
        break
      case BACKSLASH:
        at++
        break
      case COMMA:
      case COLON:
      case OPENING_BRACKET:
      case OPENING_BRACE:
        if (!isText) count++
    }
  }
  return count > limit
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a
const OPENING_BRACKET = 0x5b
const OPENING_BRACE = 0x7b

/** Whether a text is longer than `limit` in UTF-8. A character has one to three bytes: most texts need no counting. */
export function exceeds(text: string, limit: number): boolean {
  if (text.length * 3 <= limit) return false
  return text.length > limit || new TextEncoder().encode(text).length > limit
}

/** Result of `session.open`. */
export interface Opened {
  readonly renderer: string
  readonly version: string
  readonly builtins: readonly string[]
  /** What admits other pages of this origin; absent where none is needed. */
  readonly admission?: string
  /** Whether Java takes packets, and sends them. */
  readonly attachments?: boolean
  readonly limits: OpenedLimits
  /** Whether Java runs in development; absent where it does not. */
  readonly development?: boolean
}

/** The limits that a page keeps to of its own accord; Java's `Limits` has the reasons. */
export interface OpenedLimits {
  /** Containers within containers. */
  readonly depth?: number
  /** Longest message, in bytes of UTF-8. */
  readonly messageBytes?: number
  /** Values in one message, as {@link holdsMore} counts them. */
  readonly values?: number
  /** How long a call waits, in milliseconds, where the page sets nothing else. */
  readonly deadline?: number
  /** After how long without a word Java takes the network for broken, in milliseconds. */
  readonly silence?: number
  /** How long Java keeps a session without a link, in milliseconds. */
  readonly retention?: number
}

// ---- Values -------------------------------------------------------------------------------------------------------

export type WireValue = null | boolean | number | string | readonly WireValue[] | Tagged

export type Tagged =
  | { readonly $: 'undefined' }
  | { readonly $: 'number'; readonly value: 'NaN' | 'Infinity' | '-Infinity' | '-0' }
  | { readonly $: 'bigint'; readonly value: string }
  | { readonly $: 'date'; readonly value: number | null }
  | { readonly $: 'regexp'; readonly source: string; readonly flags: string }
  | WireBytes
  | { readonly $: 'object'; readonly name?: string; readonly members: WireMembers }
  | WireRows
  | { readonly $: 'map'; readonly entries: readonly (readonly [WireValue, WireValue])[] }
  | { readonly $: 'set'; readonly values: readonly WireValue[] }
  | { readonly $: 'array'; readonly values: readonly WireValue[]; readonly holes: readonly number[] }
  | WireError
  | { readonly $: 'same'; readonly index: number }
  | { readonly $: 'promise'; readonly id: number }
  | WireCallback
  | WireStream
  | { readonly $: 'constant'; readonly value: WireValue }
  | { readonly $: 'remote'; readonly id: number }
  | WireAnswer
  | WireReference
  | WireReferences
  | WireFunction
  | { readonly $: 'class'; readonly class: WireClass }

/** Bytes of a typed array, `ArrayBuffer` or `DataView`, by `type`: in base64, or among what is attached to the frame. */
export interface WireBytes {
  readonly $: 'bytes'
  readonly type: string
  readonly data?: string
  readonly at?: number
  readonly length?: number
}

export type WireMembers = { readonly [name: string]: WireValue }

/** A list of plain objects with the same names. What is no array in `rows` is an element of another kind. */
export interface WireRows {
  readonly $: 'rows'
  readonly names: readonly string[]
  readonly rows: readonly WireValue[]
}

export interface WireError {
  readonly $: 'error'
  readonly name: string
  readonly message: string
  readonly stack?: string
  readonly code?: WireValue
  readonly cause?: WireValue
  readonly members?: WireMembers
}

/** A function of the page; Java → page only `id` is there. */
export interface WireCallback {
  readonly $: 'callback'
  readonly id: number
  readonly n?: number
  readonly length?: number
  readonly at?: string
  /** Java may wait for it, and it runs inside a call of the page for that. */
  readonly callable?: true
}

/** Page → Java: the answer to the request of that id, which the page does not have yet. */
export interface WireAnswer {
  readonly $: 'answer'
  readonly id: number
}

/** A stream of the sender; Java → page without `n`: the page's own, coming home. */
export interface WireStream {
  readonly $: 'stream'
  readonly id: number
  readonly n?: number
}

export interface WireReference {
  readonly $: 'ref'
  readonly id: number
  readonly n: number
  readonly class: WireClass
  readonly values?: WireMembers
  readonly own?: readonly WireMember[]
}

/** A list of remote objects of one class: a row is the id, the count, and the immutable members in the order of `names`. */
export interface WireReferences {
  readonly $: 'refs'
  readonly class: WireClass
  readonly names: readonly string[]
  readonly rows: readonly WireValue[]
}

export interface WireFunction {
  readonly $: 'function'
  readonly id: number
  readonly n: number
  readonly name: string
  readonly length: number
}

/** A class's id, or its descriptor the first time it crosses. */
export type WireClass = number | ClassDescriptor

export interface ClassDescriptor {
  readonly id: number
  readonly name: string
  readonly parent: WireClass | null
  readonly members: readonly WireMember[]
  readonly own: readonly WireMember[]
  readonly statics: readonly WireMember[]
  readonly constructible: boolean
}

/**
 * `m` method, `p` property that can be written, `r` property that cannot, `c` constant; `h` appended: not enumerable.
 * The third element is the value of a static constant.
 */
export type WireMember = readonly [name: string, kind: string, value?: WireValue]

/** Releases on the wire: id, and the highest count seen of it. */
export type Releases = readonly (readonly [id: number, n: number])[]
