import { afterEach, describe, expect, it } from 'vitest'
import { Knocker } from '../../src/bridge/knocker.ts'
import { KNOCK, ringMemory, WORD } from '../../src/bridge/ring.ts'

const URL = 'http://java/valence/call'

/** A door at which the test answers. */
class Door {
  readonly words = new Int32Array(ringMemory(64), 0, 16)
  readonly knocker = new Knocker(URL, 'r1.s1', this.words)
  readonly requests: RequestInit[] = []
  readonly #waiting: { resolve: (response: Response) => void; reject: (reason: unknown) => void }[] = []

  constructor() {
    globalThis.fetch = (url, init) => {
      expect(url).toBe(URL)
      this.requests.push(init as RequestInit)
      return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }))
    }
  }

  /** What a page does. */
  ask(): Promise<void> {
    Atomics.add(this.words, WORD.knock, 1)
    return this.knocker.knock()
  }

  answer(status: number): void {
    this.#waiting.shift()?.resolve(new Response(null, { status }))
  }

  fail(reason: unknown): void {
    this.#waiting.shift()?.reject(reason)
  }

  get outcome(): readonly number[] {
    return [WORD.settled, WORD.outcome].map(word => Atomics.load(this.words, word))
  }
}

const realFetch = globalThis.fetch
const realTimeout = AbortSignal.timeout
afterEach(() => {
  globalThis.fetch = realFetch
  AbortSignal.timeout = realTimeout
})

describe('a knock', () => {
  it('is a park for what is there already, of the session of the page', async () => {
    const door = new Door()
    const knocked = door.ask()
    expect(door.requests).toMatchObject([
      { method: 'POST', headers: { 'Valence-Session': 'r1.s1', 'Valence-Park': '0', 'Valence-Wait': '1' } },
    ])
    expect(door.outcome).toEqual([0, 0])
    door.answer(204)
    await knocked
    expect(door.outcome).toEqual([1, KNOCK.answered])
  })

  it('is heard whatever the answer is: somebody is there', async () => {
    const door = new Door()
    const knocked = door.ask()
    door.answer(500)
    await knocked
    expect(door.outcome).toEqual([1, KNOCK.answered])
  })

  it('is refused where nothing can be reached', async () => {
    const door = new Door()
    const knocked = door.ask()
    door.fail(new TypeError('Failed to fetch'))
    await knocked
    expect(door.outcome).toEqual([1, KNOCK.refused])
  })

  it('is given up after two seconds', async () => {
    const patience: number[] = []
    const given = new AbortController()
    AbortSignal.timeout = ms => {
      patience.push(ms)
      return given.signal
    }
    const door = new Door()
    const knocked = door.ask()
    given.abort()
    door.fail(given.signal.reason)
    await knocked
    expect(patience).toEqual([2000])
    expect(door.outcome).toEqual([1, KNOCK.silent])
  })

  it('shows the page at once that the worker has heard', () => {
    const door = new Door()
    void door.ask()
    expect(Atomics.load(door.words, WORD.beat)).toBe(1)
  })

  it('that is asked for while another waits follows it, once for all of them: the answer has to be younger than the question', async () => {
    const door = new Door()
    const knocked = door.ask()
    await Promise.all([door.ask(), door.ask()])
    expect(door.requests).toHaveLength(1)
    door.answer(204)
    await new Promise(resolve => setImmediate(resolve))
    expect(door.requests).toHaveLength(2)
    expect(door.outcome).toEqual([1, KNOCK.answered])
    door.answer(204)
    await knocked
    expect(door.outcome).toEqual([3, KNOCK.answered])
  })
})
