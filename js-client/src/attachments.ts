import type { WireBytes } from './protocol.ts'

/**
 * Binary values on their way to Java. Small ones are base64 inside the JSON; large ones are attached to their message where the link
 * takes attachments, and are base64 where it does not.
 */

/**
 * Below this many bytes a value is not attached: its base64 is shorter than what a place among the attachments costs in JSON and in
 * a buffer of its own.
 */
const ATTACHED_BYTES = 256

/** Characters that `String.fromCharCode` is handed at once, far below what a call can take as arguments. */
const CHUNK_BYTES = 0x2000

/** Where the large values go of the message that is being written; undefined where none may be attached. */
let attaching: Attachments | undefined

/** JSON of a message or value; its large binary values go into `attachments`, where that is given. */
export function stringify(message: unknown, attachments?: Attachments): string {
  attaching = attachments
  try {
    return JSON.stringify(message)
  } finally {
    attaching = undefined
  }
}

/** What Java takes. */
export interface Capacity {
  /** Whether it takes packets. */
  readonly packets: boolean
  /** Whether the I/O worker shares memory with this thread, so that a packet is not copied on its way. */
  readonly sharesMemory: boolean
  /** Longest message, in bytes. */
  readonly messageBytes: number
  /** Values in one message; any number where it is not there. */
  readonly values?: number
}

/** How many bytes of JSON a message may have beside so many bytes of attachments. */
export function roomBeside(attached: number, { sharesMemory, messageBytes }: Capacity): number {
  // Without shared memory a page that waits uses the other door, where attachments are base64 and so much longer.
  return messageBytes - attached - (sharesMemory ? 0 : extraInBase64(attached))
}

/** By how many bytes attachments are longer as base64. */
export function extraInBase64(attached: number): number {
  return Math.ceil(attached / 3)
}

/** The binary values that follow one message, in the order of its text. */
export class Attachments {
  readonly #values: SentBytes[] = []
  #length = 0

  /** How many bytes they have together. */
  get length(): number {
    return this.#length
  }

  /** Takes in one value; the number says where it begins. */
  add(value: SentBytes): number {
    const at = this.#length
    this.#values.push(value)
    this.#length += value.length
    return at
  }

  /** Copies all of them. From now on the values are those copies, whatever the page does to its own. */
  copyTo(target: Uint8Array): void {
    let at = 0
    for (const value of this.#values) {
      value.moveTo(target.subarray(at, at + value.length))
      at += value.length
    }
  }
}

/** A binary value in a message: still the page's own memory, until the message is packed. */
export class SentBytes implements WireBytes {
  readonly $ = 'bytes'
  readonly type: string
  #bytes: Uint8Array

  /**
   * @param type name of its class
   * @throws TypeError where the buffer was transferred away
   */
  constructor(type: string, source: ArrayBufferView | ArrayBufferLike) {
    this.type = type
    this.#bytes = ArrayBuffer.isView(source)
      ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
      : new Uint8Array(source)
  }

  get length(): number {
    return this.#bytes.length
  }

  moveTo(target: Uint8Array): void {
    target.set(this.#bytes)
    this.#bytes = target
  }

  toJSON(): WireBytes {
    const { $, type, length } = this
    if (attaching === undefined || length < ATTACHED_BYTES) return { $, type, data: toBase64(this.#bytes) }
    return { $, type, at: attaching.add(this), length }
  }
}

function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    text += String.fromCharCode.apply(null, bytes.subarray(at, at + CHUNK_BYTES) as unknown as number[])
  }
  return btoa(text)
}
