import { HEADER_BYTES, PACKET } from './packet.ts'

/** One frame of Java's: JSON, and what is attached to it. */
export interface Frame {
  readonly text: string
  /** In a buffer of their own; the receiver may keep it. Absent where there are none. */
  readonly attachments?: ArrayBuffer
}

/** Bytes that are copied out of shared memory for decoding without making a new buffer for them. */
const SCRATCH_BYTES = 64 * 1024

/** A packet of which not all has come. */
interface Begun {
  readonly json: Uint8Array
  readonly attachments: Uint8Array
  filled: number
}

/**
 * Puts frames together from the pieces that the link brings. Each byte is copied once, to where it stays: `TextDecoder` refuses shared
 * memory, and memory that is not shared is a piece of a message that ends soon.
 */
export class FrameReader {
  readonly #decoder = new TextDecoder()
  readonly #scratch = new Uint8Array(SCRATCH_BYTES)
  /** What has come of a frame without a header. */
  #text = ''
  #isText = false
  readonly #header = new Uint8Array(HEADER_BYTES)
  #headerFilled = 0
  #packet: Begun | undefined

  /**
   * Takes in a piece.
   *
   * @param isLast whether a WebSocket message ends with it
   * @returns the frame that ends with it, if one does
   */
  add(piece: Uint8Array, isLast: boolean): Frame | undefined {
    if (this.#packet === undefined && !this.#isPacketHeader(piece)) return this.#addText(piece, isLast)
    const rest = this.#readHeader(piece)
    return this.#packet && this.#fill(this.#packet, rest)
  }

  /** Forgets what has begun: the link that brought it is gone, and the next one begins anew. */
  reset(): void {
    this.#text = ''
    this.#isText = false
    this.#decoder.decode()
    this.#headerFilled = 0
    this.#packet = undefined
  }

  #addText(piece: Uint8Array, isLast: boolean): Frame | undefined {
    this.#isText = !isLast
    for (let at = 0; at < piece.length; at += SCRATCH_BYTES) {
      const part = piece.subarray(at, at + SCRATCH_BYTES)
      this.#scratch.set(part)
      this.#text += this.#decoder.decode(this.#scratch.subarray(0, part.length), { stream: true })
    }
    if (!isLast) return undefined
    const text = this.#text + this.#decoder.decode()
    this.#text = ''
    return { text }
  }

  #isPacketHeader(piece: Uint8Array): boolean {
    return this.#headerFilled > 0 || (!this.#isText && piece[0] === PACKET)
  }

  /** Takes the header off a piece, which may have no more than a part of it. */
  #readHeader(piece: Uint8Array): Uint8Array {
    if (this.#packet !== undefined) return piece
    const part = piece.subarray(0, HEADER_BYTES - this.#headerFilled)
    this.#header.set(part, this.#headerFilled)
    this.#headerFilled += part.length
    if (this.#headerFilled === HEADER_BYTES) {
      const header = new DataView(this.#header.buffer)
      this.#packet = {
        json: new Uint8Array(header.getUint32(1, true)),
        attachments: new Uint8Array(header.getUint32(5, true)),
        filled: 0,
      }
      this.#headerFilled = 0
    }
    return piece.subarray(part.length)
  }

  #fill(packet: Begun, piece: Uint8Array): Frame | undefined {
    const { json, attachments } = packet
    const ofJson = piece.subarray(0, Math.max(0, json.length - packet.filled))
    if (ofJson.length > 0) json.set(ofJson, packet.filled)
    packet.filled += ofJson.length
    const ofAttachments = piece.subarray(ofJson.length)
    if (ofAttachments.length > 0) attachments.set(ofAttachments, packet.filled - json.length)
    packet.filled += ofAttachments.length
    if (packet.filled < json.length + attachments.length) return undefined
    this.#packet = undefined
    const text = this.#decoder.decode(json)
    return attachments.length === 0 ? { text } : { text, attachments: attachments.buffer as ArrayBuffer }
  }
}
