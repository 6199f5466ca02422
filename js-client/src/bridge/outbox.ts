/**
 * Messages that Java has not acknowledged. They are sent again whenever a door opens anew; Java drops what it has, so sending too
 * often is safe and sending too seldom is not.
 */
export class Outbox<Message extends { readonly seq: number }> {
  #messages: Message[] = []

  add(message: Message): void {
    this.#messages.push(message)
  }

  /** Drops everything up to and with `seq`. */
  acknowledge(seq: number): void {
    const first = this.#messages[0]
    if (first === undefined || first.seq > seq) return
    this.#messages = this.#messages.filter(message => message.seq > seq)
  }

  /** What waits, beyond `seq`, in order. */
  after(seq: number): readonly Message[] {
    return this.#messages.filter(message => message.seq > seq)
  }
}
