/** A message on its way, as text, with its number in the session. */
export interface Outgoing {
  readonly seq: number
  readonly text: string
}

/**
 * Messages that Java has not acknowledged. They are sent again whenever a door opens anew; Java drops what it has, so sending too
 * often is safe and sending too seldom is not.
 */
export class Outbox {
  #messages: Outgoing[] = []

  add(message: Outgoing): void {
    this.#messages.push(message)
  }

  /** Drops everything up to and with `seq`. */
  acknowledge(seq: number): void {
    const first = this.#messages[0]
    if (first === undefined || first.seq > seq) return
    this.#messages = this.#messages.filter(message => message.seq > seq)
  }

  /** What waits, beyond `seq`, in order. */
  after(seq: number): readonly Outgoing[] {
    return this.#messages.filter(message => message.seq > seq)
  }

  /** The first of what waits, in order, as many as make a batch of `limit` bytes at most; one at least. */
  firstBatch(limit: number): readonly Outgoing[] {
    let bytes = 1
    const end = this.#messages.findIndex(({ text }, index) => {
      bytes += bytesOf(text) + 1
      return index > 0 && bytes > limit
    })
    return end < 0 ? this.#messages.slice() : this.#messages.slice(0, end)
  }
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length
}
