import { MarshalError, StaleReferenceError } from '../errors.ts'
import type { Releases, WireStream } from '../protocol.ts'

/** What Java may read piece by piece. */
export type Readable = ReadableStream<unknown> | Blob

interface Entry {
  readonly id: number
  readonly readable: Readable
  readonly reader: ReadableStreamDefaultReader<unknown>
  /** How often it was sent. */
  n: number
  /** What of the last chunk Java has not read yet. */
  rest: Uint8Array | undefined
}

/**
 * The streams of this page that Java reads. Nothing of one is taken before Java asks for it, and no more of it than its own next chunk: so
 * its source is held up where Java is.
 */
export class Streams {
  readonly #entries = new Map<number, Entry>()
  readonly #ids = new WeakMap<object, number>()
  #lastId = 0

  /** Registers a stream that is about to be sent, once more if Java holds it already; a blob anew each time. It is locked until Java lets go of it. */
  send(readable: Readable): WireStream {
    // A blob can be read as often as one likes: each sending begins at its beginning.
    const known = 'getReader' in readable ? this.#entries.get(this.#ids.get(readable) ?? 0) : undefined
    if (known !== undefined) return { $: 'stream', id: known.id, n: ++known.n }
    const id = ++this.#lastId
    const stream = 'getReader' in readable ? readable : readable.stream()
    this.#entries.set(id, { id, readable, reader: stream.getReader(), n: 1, rest: undefined })
    this.#ids.set(readable, id)
    return { $: 'stream', id, n: 1 }
  }

  /** Whether Java may get a stream: it holds it already, or nobody else reads it. */
  isFree(readable: Readable): boolean {
    return !('locked' in readable && readable.locked) || this.#entries.has(this.#ids.get(readable) ?? 0)
  }

  /** The stream of that id; undefined where Java has let go of it. */
  find(id: number): Readable | undefined {
    return this.#entries.get(id)?.readable
  }

  /**
   * Reads a piece; one at a time of each stream.
   *
   * @param most bytes that it may have
   * @returns undefined at the end
   */
  async read(id: number, most: number): Promise<Uint8Array | undefined> {
    const entry = this.#entries.get(id)
    if (entry === undefined) throw new StaleReferenceError(`Java has let go of stream ${id}`)
    while (entry.rest === undefined || entry.rest.length === 0) {
      const { done, value } = await entry.reader.read()
      if (done) return undefined
      entry.rest = bytesOf(value)
    }
    const piece = entry.rest.subarray(0, most)
    entry.rest = entry.rest.subarray(most)
    return piece
  }

  /** Java reads these no more. Where the counts differ a stream is on its way again and stays. */
  cancel(releases: Releases): void {
    for (const [id, n] of releases) {
      const entry = this.#entries.get(id)
      if (entry?.n === n) this.#drop(entry, 'Java reads this stream no more')
    }
  }

  /** Drops all: the session is over. */
  clear(reason: Error): void {
    for (const entry of this.#entries.values()) this.#drop(entry, reason)
  }

  #drop(entry: Entry, reason: unknown): void {
    this.#entries.delete(entry.id)
    this.#ids.delete(entry.readable)
    // A stream that has ended, or failed, cannot be cancelled; nobody has to hear of that.
    entry.reader.cancel(reason).catch(() => undefined)
    entry.reader.releaseLock()
  }
}

function bytesOf(chunk: unknown): Uint8Array {
  if (ArrayBuffer.isView(chunk)) return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength)
  if (chunk instanceof ArrayBuffer) return new Uint8Array(chunk)
  const advice = typeof chunk === 'string' ? '. Pipe it through a TextEncoderStream' : ''
  throw new MarshalError(
    `A stream that Java reads has chunks of bytes, and this one is a ${typeof chunk}${advice}`,
  )
}
