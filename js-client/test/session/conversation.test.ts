import { describe, expect, it } from 'vitest'
import type { Message, Request } from '../../src/protocol.ts'
import { SILENCE } from '../fake-java.ts'
import { openPage, type TestPage } from '../page.ts'
import { type MessageVector, readVectors } from '../vectors.ts'

const vectors = readVectors<MessageVector[]>('messages')

/**
 * Plays `messages.json`: the page does what each row says, sends the row to the letter, and gets what Java sends in the rows after it.
 */
describe('messages.json', () => {
  it('is one conversation, and the page says its part to the letter', async () => {
    const play = new Play()
    for (let row = vectors[0]; row !== undefined; row = play.next()) await play.row(row)
    expect(play.heard).toEqual([new Date(0), 'ask'])
    await expect(play.later).resolves.toBe('done')
  })
})

interface Lab {
  title: string
  echo(...args: unknown[]): unknown
  on(event: string, listener: Function): unknown
}

class Play {
  readonly page: TestPage
  /** What the listener heard. */
  readonly heard: unknown[] = []
  later: unknown
  #at = 0
  #lab = {} as Lab
  #made: object = {}

  constructor() {
    const silent = (): never => {
      throw SILENCE
    }
    const methods = vectors.flatMap(({ message }) => ('method' in message ? [message.method] : []))
    this.page = openPage(Object.fromEntries(methods.map(method => [method, silent])))
    // A page that waits gets what Java says next.
    this.page.java.onWait = () => this.#letJavaSpeak()
  }

  next(): MessageVector | undefined {
    return vectors[++this.#at]
  }

  async row({ from, note, js, message }: MessageVector): Promise<void> {
    const { java } = this.page
    if (from === 'java') {
      this.#send(message)
      java.wake()
    } else {
      const sent = java.sent.length
      if (js !== undefined) this.#act(js)
      const said = js === undefined ? java.sent.find(({ seq }) => seq === message.seq) : java.sent[sent]
      expect(said, note).toEqual(withCallSite(message))
    }
    this.page.turn()
    for (let round = 0; round < 5; round++) await Promise.resolve()
  }

  /** Java speaks until it has answered, or waits for the page itself. */
  #letJavaSpeak(): void {
    for (let isOver = false; !isOver; ) {
      const row = this.next()
      if (row === undefined) throw new Error('The page waits for an answer that is not there')
      const { message, from, note } = row
      if (from === 'page') {
        expect(this.page.java.sent.at(-1), note).toEqual(message)
        continue
      }
      this.#send(message)
      isOver = !('method' in message) || message.params?.[2] !== undefined
    }
  }

  #send(message: Message): void {
    this.page.java.sendRaw(JSON.stringify(message))
  }

  #act(js: string): void {
    const { remote, session } = this.page
    const listener = (event: unknown): string => {
      this.heard.push(event)
      return `heard ${event}`
    }
    const lab = this.#lab
    const acts: Record<string, () => unknown> = {
      "lab = remote.require('./lab')": () => {
        this.#lab = remote.require('./lab') as Lab
      },
      'lab.title': () => expect(lab.title).toBe('first'),
      "lab.title = 'second'": () => {
        lab.title = 'second'
      },
      'lab.echo(1, undefined, [lab])': () => expect(lab.echo(1, undefined, [lab])).toEqual([lab]),
      "lab.on('tick', listener)": () => expect(lab.on('tick', listener)).toBe(lab),
      "new Lab('third')": () => {
        const Lab = lab.constructor as (new (name: string) => object) & { MAX: number }
        expect(Lab.MAX).toBe(10)
        this.#made = new Lab('third')
        expect(this.#made).toBeInstanceOf(Lab)
      },
      'remote.release(made)': () => remote.release(this.#made),
      'lab.echo(fail)': () => expect(() => lab.echo('fail')).toThrow('no fail today'),
      "remote.getGlobal('later')": () => {
        this.later = remote.getGlobal('later')
      },
      'lab.echo(remote.callable(twice))': () =>
        expect(lab.echo(remote.callable((x: number) => 2 * x))).toBe(42),
      'remote.held()': () => expect(remote.held()).toEqual({ objects: 1, callbacks: 0 }),
      close: () => session.close(),
    }
    const act = acts[js]
    if (act === undefined) throw new Error(`The test does not know how to do: ${js}`)
    act()
  }
}

/** Where a function was passed is another place in each test. */
function withCallSite(message: Message): unknown {
  const text = JSON.stringify(message as Request)
  return JSON.parse(text, (key, value) => (key === 'at' ? expect.stringMatching(/^[\w.-]+:\d+:\d+$/) : value))
}
