import { Attachments, stringify } from '../attachments.ts'
import { messageTooLong } from '../errors.ts'
import { exceeds } from '../protocol.ts'
import { HEADER_BYTES, PACKED_CHARS, pack } from './packet.ts'

/** A message as the I/O worker gets it: as text, or as a packet. */
export type Sealed =
  | { readonly seq: number; readonly text: string }
  | { readonly seq: number; readonly packet: Uint8Array }

/** A message on its way, with its number in the session. */
export interface Outgoing {
  readonly seq: number
  /** What goes by the socket. */
  readonly sealed: Sealed
  /** What goes by the other door, which takes no packets: JSON. */
  plain(): string
  /** How many bytes that has, at most. */
  plainBytes(): number
}

/** What Java takes. */
export interface Capacity {
  /** Whether it takes packets. */
  readonly packets: boolean
  /** Whether the I/O worker shares memory with this thread, so that a packet is not copied on its way. */
  readonly sharesMemory: boolean
  /** Longest message, in bytes. */
  readonly messageBytes: number
}

/**
 * Makes a message ready to leave: from now on it does not change, whatever the page does to the values in it.
 *
 * @throws LimitError where it is too long; Java would close the socket, and get it again on the next
 */
export function seal(seq: number, message: object, capacity: Capacity): Outgoing {
  const { packets, sharesMemory, messageBytes } = capacity
  const attachments = packets ? new Attachments() : undefined
  const text = stringify(message, attachments)
  if (attachments === undefined || (attachments.length === 0 && text.length < PACKED_CHARS)) {
    if (exceeds(text, messageBytes)) throw messageTooLong(messageBytes)
    return { seq, sealed: { seq, text }, plain: () => text, plainBytes: () => bytesOf(text) }
  }
  const longer = Math.ceil(attachments.length / 3)
  // Without shared memory a page that waits uses the other door, where attachments are base64 and so much longer.
  const room = messageBytes - attachments.length - (sharesMemory ? HEADER_BYTES : longer)
  if (exceeds(text, room)) throw messageTooLong(messageBytes)
  const packet = pack(text, attachments, sharesMemory)
  return {
    seq,
    sealed: { seq, packet },
    plain: () => (attachments.length === 0 ? text : stringify(message)),
    plainBytes: () => packet.length + longer,
  }
}

/** The first of `messages`, as many as make a batch of `limit` bytes of JSON at most. None, where the first of them is longer. */
export function firstBatch(messages: readonly Outgoing[], limit: number): readonly Outgoing[] {
  // The brackets of a batch are no part of a message that is as long as it may be.
  let bytes = -1
  const end = messages.findIndex(message => {
    bytes += message.plainBytes() + 1
    return bytes > limit
  })
  return end < 0 ? messages : messages.slice(0, end)
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length
}
