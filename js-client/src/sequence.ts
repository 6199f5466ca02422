import type { Message } from './protocol.ts'

/**
 * Puts what Java sends into its order. Two doors feed one order: a message may come twice, or before one that was sent earlier by the
 * other door. Messages without a number have no place to keep and are handled as they come.
 */
export class Sequence {
  readonly #early = new Map<number, Message>()
  #taken = 0

  /** The highest number that was handled, all before it handled too: what Java is told by `ack`. */
  get taken(): number {
    return this.#taken
  }

  /** What has come before its turn. */
  get early(): Iterable<Message> {
    return this.#early.values()
  }

  /** Takes in one message and yields, in order, those whose turn has come by it: none, or several. */
  *arrive(message: Message): Generator<Message> {
    if (message.seq === undefined) {
      yield message
      return
    }
    if (message.seq <= this.#taken) return
    this.#early.set(message.seq, message)
    for (let next = this.#next(); next !== undefined; next = this.#next()) yield next
  }

  #next(): Message | undefined {
    const message = this.#early.get(this.#taken + 1)
    if (message !== undefined) this.#early.delete(++this.#taken)
    return message
  }
}
