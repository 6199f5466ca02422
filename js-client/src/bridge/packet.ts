import type { Attachments } from '../attachments.ts'

/**
 * The binary form of a message: a header, the JSON, and what is attached to it. So binary values cross without base64, and whoever reads
 * knows at the first bytes how much is to come. A packet may be spread over any number of WebSocket messages.
 */

/** First byte of a packet. JSON never begins so. */
export const PACKET = 1
/** The first byte; length of the JSON; length of the attachments. Both are little-endian. */
export const HEADER_BYTES = 9
/** From how many characters on a text goes as a packet: its reader makes room once, and sees it coming piece by piece. */
export const PACKED_CHARS = 64 * 1024

/** Most of a packet that goes in one WebSocket message. Large enough to be worth it, small enough to stay in the processor's cache. */
export const PART_BYTES = 256 * 1024

const encoder = new TextEncoder()

/**
 * @param isShared whether the I/O worker is to use the same memory. Else it gets a copy
 */
export function pack(json: string, attachments: Attachments, isShared: boolean): Uint8Array {
  const text = encoder.encode(json)
  const length = HEADER_BYTES + text.length + attachments.length
  const packet = new Uint8Array(isShared ? new SharedArrayBuffer(length) : new ArrayBuffer(length))
  const header = new DataView(packet.buffer)
  header.setUint8(0, PACKET)
  header.setUint32(1, text.length, true)
  header.setUint32(5, attachments.length, true)
  packet.set(text, HEADER_BYTES)
  attachments.copyTo(packet.subarray(HEADER_BYTES + text.length))
  return packet
}
