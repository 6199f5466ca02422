import { Attachments, type Capacity, extraInBase64, roomBeside, stringify } from '../attachments.ts'
import { messageTooLong, tooManyValues } from '../errors.ts'
import { exceeds, holdsMore } from '../protocol.ts'
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

/**
 * Makes a message ready to leave: from now on it does not change, whatever the page does to the values in it.
 *
 * @throws LimitError where it is too long; Java would close the socket, and get it again on the next. Or where it has too many values
 */
export function seal(seq: number, message: object, capacity: Capacity): Outgoing {
  const { packets, sharesMemory, messageBytes, values } = capacity
  const attachments = packets ? new Attachments() : undefined
  const text = stringify(message, attachments)
  if (values !== undefined && holdsMore(text, values)) throw tooManyValues(values)
  if (attachments === undefined || (attachments.length === 0 && text.length < PACKED_CHARS)) {
    if (exceeds(text, messageBytes)) throw messageTooLong(messageBytes)
    return { seq, sealed: { seq, text }, plain: () => text, plainBytes: () => bytesOf(text) }
  }
  const room = roomBeside(attachments.length, capacity) - (sharesMemory ? HEADER_BYTES : 0)
  if (exceeds(text, room)) throw messageTooLong(messageBytes)
  const packet = pack(text, attachments, sharesMemory)
  return {
    seq,
    sealed: { seq, packet },
    plain: () => (attachments.length === 0 ? text : stringify(message)),
    plainBytes: () => packet.length + extraInBase64(attachments.length),
  }
}

/** Length of a frame, in characters or bytes. */
export function lengthOf(sealed: Sealed): number {
  return 'text' in sealed ? sealed.text.length : sealed.packet.length
}

/** Longest batch that goes by the socket, in bytes. Java begins with a frame when all of it is there. */
const BATCH_BYTES = 128 * 1024
/** A character has one to three bytes, and a comma or a bracket. To count them exactly costs more than a frame too many. */
const BYTES_PER_CHAR = 3
const BYTES_AROUND = 2

/**
 * The frames for messages that go by the socket at the same time: batches of texts of `limit` bytes at most, and packets alone. A batch has
 * the number of its last message, for it is acknowledged and repeated as one; Java tells its messages apart by their own.
 */
export function framesOf(messages: readonly Outgoing[], limit: number): readonly Sealed[] {
  const most = Math.min(limit, BATCH_BYTES)
  const frames: Sealed[] = []
  let texts: string[] = []
  let last = 0
  let bytes = 0
  const close = (): void => {
    const [only = ''] = texts
    if (texts.length > 0) frames.push({ seq: last, text: texts.length === 1 ? only : `[${texts.join(',')}]` })
    texts = []
    bytes = 0
  }
  for (const { sealed } of messages) {
    const added = 'text' in sealed ? sealed.text.length * BYTES_PER_CHAR + BYTES_AROUND : most
    if (bytes + added > most) close()
    if ('text' in sealed) {
      texts.push(sealed.text)
      last = sealed.seq
      bytes += added
    } else {
      frames.push(sealed)
    }
  }
  close()
  return frames
}

/** Longest batch that goes by the other door, in bytes: Java takes 10 000 messages in one, and the shortest have some 60 bytes. */
const REQUEST_BYTES = 512 * 1024

/**
 * The first of `messages`, as many as make a batch of `limit` bytes of JSON at most, and not much more than {@link REQUEST_BYTES}. None, where
 * the first of them is longer.
 */
export function firstBatch(messages: readonly Outgoing[], limit: number): readonly Outgoing[] {
  // The brackets of a batch are no part of a message that is as long as it may be.
  let bytes = -1
  const end = messages.findIndex(message => {
    const isEnough = bytes > REQUEST_BYTES
    bytes += message.plainBytes() + 1
    return isEnough || bytes > limit
  })
  return end < 0 ? messages : messages.slice(0, end)
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length
}
