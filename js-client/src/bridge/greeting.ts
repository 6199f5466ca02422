/** What goes first on each new socket. */
export class Greeting {
  #text: string
  /** Sockets that were opened: Java takes none that is not newer than the last, so a recorded greeting opens nothing. */
  #epoch = 0
  /** What a page of this origin has told, where this thread could not know it when it began. */
  admission: string | undefined

  /** @param text a request `session.open` */
  constructor(text: string) {
    this.#text = text
  }

  change(text: string): void {
    this.#text = text
  }

  next(): string {
    const greeting = JSON.parse(this.#text) as { params: [object] }
    const page = {
      ...greeting.params[0],
      ...(this.admission !== undefined && { admission: this.admission }),
      epoch: ++this.#epoch,
    }
    return JSON.stringify({ ...greeting, params: [page] })
  }
}
