/**
 * One ring of bytes in shared memory: the I/O worker writes the frames that come from Java, the page reads them, each without the
 * other's help. It has no idea of what is in a frame.
 *
 * A record is a header word and as many bytes, padded to a word: the length, and a flag on the last record of a frame. So a frame may
 * be larger than the ring. Another flag marks the worker's own notices. Positions only grow, modulo 2³²; the difference of the two is
 * what is in the ring.
 */

/** Control words, at the beginning of the memory. */
export const WORD = {
  /** Position of the reader; the writer waits for it when the ring is full. */
  head: 0,
  /** Position of the writer; the reader waits for it when the ring is empty. */
  tail: 1,
  /** 1 while a wake message is on its way, so that there is one at a time. */
  pending: 2,
  /** State of the link, see {@link LINK}. */
  link: 3,
  /** Grows while the worker lives. */
  beat: 4,
  /** 1 while the reader waits and looks by itself, so that nobody has to wake it. */
  waiting: 5,
  /** How often the page has asked the worker to knock at Java's second door. */
  knock: 6,
  /** How many of these the worker has an outcome of. */
  settled: 7,
  /** How the last of those ended, see {@link KNOCK}. */
  outcome: 8,
} as const

/** States of the link. */
export const LINK = {
  /** The worker has not started yet. */
  none: 0,
  /** The socket is being opened, waits for the next try, or was closed for good. */
  down: 1,
  up: 2,
} as const

/** How a knock ended. */
export const KNOCK = {
  /** Somebody was there. */
  answered: 1,
  /** Nothing can be reached there. */
  refused: 2,
  /** Nobody said anything for long. */
  silent: 3,
} as const

/** Bytes of the ring where nothing else is asked for. A power of two: positions wrap at 2³². */
export const RING_BYTES = 1024 * 1024
/** Longest record: while the reader copies one, the writer copies the next. */
const RECORD_BYTES = 64 * 1024
/** How long the writer sleeps for room, in milliseconds, before it goes on with its other work meanwhile. A reader that reads is faster. */
const PATIENCE_MS = 2
const CONTROL_BYTES = 64
const HEADER_BYTES = 4
const LAST = 0x8000_0000
const NOTICE = 0x4000_0000

/** Allocates the memory of a ring; `bytes` is a power of two. */
export function ringMemory(bytes: number = RING_BYTES): SharedArrayBuffer {
  return new SharedArrayBuffer(CONTROL_BYTES + bytes)
}

class Ring {
  readonly words: Int32Array<SharedArrayBuffer>
  protected readonly headers: Uint32Array
  protected readonly bytes: Uint8Array
  protected readonly capacity: number

  constructor(memory: SharedArrayBuffer) {
    this.words = new Int32Array(memory, 0, CONTROL_BYTES / 4)
    this.headers = new Uint32Array(memory, CONTROL_BYTES)
    this.bytes = new Uint8Array(memory, CONTROL_BYTES)
    this.capacity = this.bytes.length
  }

  /** Where a position is in the memory. */
  protected at(position: number): number {
    return (position >>> 0) % this.capacity
  }

  /** Runs `copy` over the one or two pieces of the memory that `length` bytes from `position` are in. */
  protected pieces(
    position: number,
    length: number,
    copy: (start: number, end: number, done: number) => void,
  ): void {
    const start = this.at(position)
    const first = Math.min(length, this.capacity - start)
    copy(start, start + first, 0)
    if (first < length) copy(0, length - first, first)
  }
}

/** The writing end; in the I/O worker. */
export class RingWriter extends Ring {
  readonly #backlog: { readonly bytes: Uint8Array; readonly flags: number }[] = []
  readonly #wake: () => void
  #writing = false

  /** @param wake called when something was written and the reader may be asleep */
  constructor(memory: SharedArrayBuffer, wake: () => void) {
    super(memory)
    this.#wake = wake
  }

  /** Appends a frame, after all before it; at once where there is room, else as the reader makes room. */
  write(frame: Uint8Array): void {
    this.#append(frame, 0)
  }

  /** Appends a word of the worker's own. */
  notify(notice: Uint8Array): void {
    this.#append(notice, NOTICE)
  }

  #append(bytes: Uint8Array, flags: number): void {
    this.#backlog.push({ bytes, flags })
    if (!this.#writing) void this.#drain()
  }

  async #drain(): Promise<void> {
    this.#writing = true
    for (let next = this.#backlog.shift(); next !== undefined; next = this.#backlog.shift()) {
      let rest = next.bytes
      for (let last = false; !last; ) {
        const head = Atomics.load(this.words, WORD.head)
        const room = this.#room(head)
        if (room <= 0) {
          if (Atomics.wait(this.words, WORD.head, head, PATIENCE_MS) === 'timed-out')
            await Atomics.waitAsync(this.words, WORD.head, head).value
          continue
        }
        const part = rest.subarray(0, Math.min(room, RECORD_BYTES))
        last = part.length === rest.length
        this.#record(part, next.flags | (last ? LAST : 0))
        rest = rest.subarray(part.length)
      }
    }
    this.#writing = false
  }

  /** Bytes that a record may have now. */
  #room(head: number): number {
    const used = (Atomics.load(this.words, WORD.tail) - head) >>> 0
    return this.capacity - used - HEADER_BYTES
  }

  #record(part: Uint8Array, flags: number): void {
    const tail = Atomics.load(this.words, WORD.tail)
    this.headers[this.at(tail) / 4] = part.length | flags
    this.pieces(tail + HEADER_BYTES, part.length, (start, end, done) =>
      this.bytes.set(part.subarray(done, done + end - start), start),
    )
    Atomics.store(this.words, WORD.tail, tail + HEADER_BYTES + padded(part.length))
    Atomics.notify(this.words, WORD.tail)
    const isWatched = Atomics.load(this.words, WORD.waiting) === 1
    if (!isWatched && Atomics.exchange(this.words, WORD.pending, 1) === 0) this.#wake()
  }
}

/** What is done with what is read: pieces of frames, and of the worker's notices. They are in the ring itself: copy them at once. */
export interface RingSink {
  /** @param isLast whether the frame ends with it */
  piece(bytes: Uint8Array, isLast: boolean): void
  /** @param isLast whether the notice ends with it */
  notice(bytes: Uint8Array, isLast: boolean): void
}

/** The reading end; in the page. */
export class RingReader extends Ring {
  /** Whether nothing can be read. What can be may be only a part of a frame. */
  get isEmpty(): boolean {
    return Atomics.load(this.words, WORD.head) === Atomics.load(this.words, WORD.tail)
  }

  /**
   * Says whether the reader looks by itself. After `false` it looks once more: what came before has woken nobody.
   */
  watch(on: boolean): void {
    Atomics.store(this.words, WORD.waiting, on ? 1 : 0)
  }

  /** Takes out all there is. */
  take(sink: RingSink): void {
    Atomics.store(this.words, WORD.pending, 0)
    while (!this.isEmpty) {
      const head = Atomics.load(this.words, WORD.head)
      const header = this.headers[this.at(head) / 4] ?? 0
      const length = (header & ~(LAST | NOTICE)) >>> 0
      const isLast = (header & LAST) !== 0
      try {
        this.pieces(head + HEADER_BYTES, length, (start, end, done) => {
          const bytes = this.bytes.subarray(start, end)
          const isEnd = isLast && done + bytes.length === length
          if ((header & NOTICE) === 0) sink.piece(bytes, isEnd)
          else sink.notice(bytes, isEnd)
        })
      } finally {
        Atomics.store(this.words, WORD.head, head + HEADER_BYTES + padded(length))
        Atomics.notify(this.words, WORD.head)
      }
    }
  }
}

function padded(length: number): number {
  return (length + 3) & ~3
}
