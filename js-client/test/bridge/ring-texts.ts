import { FrameReader } from '../../src/bridge/frames.ts'
import type { RingReader, RingSink } from '../../src/bridge/ring.ts'

/** Reads a ring as whole frames of text; notices begin with an exclamation mark. */
export class RingTexts implements RingSink {
  readonly #reader: RingReader
  readonly #frames = new FrameReader()
  readonly #notices = new FrameReader()
  #texts: string[] = []

  constructor(reader: RingReader) {
    this.#reader = reader
  }

  get isEmpty(): boolean {
    return this.#reader.isEmpty
  }

  take(): string[] {
    this.#reader.take(this)
    const texts = this.#texts
    this.#texts = []
    return texts
  }

  piece(bytes: Uint8Array, isLast: boolean): void {
    const frame = this.#frames.add(bytes, isLast)
    if (frame !== undefined) this.#texts.push(frame.text)
  }

  notice(bytes: Uint8Array, isLast: boolean): void {
    const notice = this.#notices.add(bytes, isLast)
    if (notice !== undefined) this.#texts.push(`!${notice.text}`)
  }
}
