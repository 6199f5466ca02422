import { describe, expect, it } from 'vitest'
import { MarshalError, SessionLostError, StaleReferenceError } from '../../src/errors.ts'
import type { Collector } from '../../src/registry/references.ts'
import { Refusal, SILENCE } from '../fake-java.ts'
import { openPage, type TestPage } from '../page.ts'

const STREAM = { $: 'stream', id: 7, n: 1 }
const piece = (...bytes: number[]): unknown => ({
  $: 'bytes',
  type: 'Uint8Array',
  data: btoa(String.fromCharCode(...bytes)),
})

/** A page that has a stream of Java's; `pieces` are what Java gives of it, one after another. */
function withStream(
  pieces: unknown[],
): TestPage & { stream: ReadableStream<Uint8Array>; answerAll(): Promise<void> } {
  const page = openPage({
    'remote.global': () => STREAM,
    'stream.read': () => {
      const next = pieces.shift() ?? { $: 'undefined' }
      if (next instanceof Error) throw next
      return next
    },
  })
  const stream = page.remote.getGlobal('stream') as ReadableStream<Uint8Array>
  return { ...page, stream, answerAll: () => settle(page) }
}

/** Lets Java's answers come in, until nothing moves any more. */
async function settle(page: TestPage): Promise<void> {
  for (let i = 0; i < 20; i++) {
    page.java.wake()
    page.turn()
    await new Promise(resolve => setImmediate(resolve))
  }
}

/** Awaits something while Java's answers come in. */
async function among<T>(page: TestPage, awaited: Promise<T>): Promise<T> {
  void settle(page)
  return await awaited
}

const released = async (page: TestPage): Promise<unknown> => {
  await new Promise(resolve => setTimeout(resolve, 20))
  return page.java.asked('reference.release')
}

describe("a stream of Java's", () => {
  it('is read piece by piece to its end, and given back', async () => {
    const page = withStream([piece(1, 2), piece(3)])
    const all: number[] = []
    const reading = (async () => {
      for await (const chunk of page.stream) all.push(...chunk)
    })()
    await among(page, reading)
    expect(all).toEqual([1, 2, 3])
    expect(page.java.asked('stream.read')).toEqual(Array(3).fill([7, 262_144]))
    expect(await released(page)).toEqual([[[[7, 1]]]])
  })

  it('asks for nothing before somebody reads, and then for one piece more than was read', async () => {
    const page = withStream([piece(1), piece(2), piece(3), piece(4)])
    await page.answerAll()
    expect(page.java.asked('stream.read')).toHaveLength(0)
    const reader = page.stream.getReader()
    for (const count of [1, 2, 3]) {
      expect((await among(page, reader.read())).value).toEqual(Uint8Array.of(count))
      await page.answerAll()
      expect(page.java.asked('stream.read')).toHaveLength(count + 1)
    }
  })

  it('fills a buffer of the reader', async () => {
    const page = withStream([piece(1, 2, 3)])
    const reader = page.stream.getReader({ mode: 'byob' })
    expect((await among(page, reader.read(new Uint8Array(2)))).value).toEqual(Uint8Array.of(1, 2))
    expect((await among(page, reader.read(new Uint8Array(2)))).value).toEqual(Uint8Array.of(3))
    expect((await among(page, reader.read(new Uint8Array(2)))).done).toBe(true)
  })

  it('fails with what Java threw, and is given back', async () => {
    const error = { $: 'error', name: 'IOException', message: 'the disk is gone' } as const
    const page = withStream([piece(1), new Refusal(-32000, 'the disk is gone', error)])
    const reader = page.stream.getReader()
    await among(page, reader.read())
    await expect(among(page, reader.read())).rejects.toMatchObject({
      name: 'IOException',
      message: 'the disk is gone',
    })
    expect(await released(page)).toEqual([[[[7, 1]]]])
  })

  it('that is cancelled is given back', async () => {
    const page = withStream([piece(1), piece(2)])
    const reader = page.stream.getReader()
    await among(page, reader.read())
    await reader.cancel()
    expect(await released(page)).toEqual([[[[7, 1]]]])
  })

  it('that is cancelled while a piece is on its way ends at once, and drops the piece', async () => {
    const page = withStream([piece(1)])
    const reader = page.stream.getReader()
    const read = reader.read()
    await new Promise(resolve => setImmediate(resolve))
    await reader.cancel()
    expect(await read).toEqual({ done: true, value: undefined })
    await page.answerAll()
    expect(page.java.asked('stream.read')).toHaveLength(1)
    expect(await released(page)).toEqual([[[[7, 1]]]])
  })

  it('may be given back by hand, and is read no more', async () => {
    const page = withStream([piece(1)])
    page.remote.release(page.stream)
    expect(await released(page)).toEqual([[[[7, 1]]]])
    expect(() => page.session.call(1, 'm', [page.stream], openPage)).toThrow(StaleReferenceError)
  })

  it('that nobody keeps is given back', async () => {
    const finalizers: (() => void)[] = []
    class FakeRegistry {
      readonly #finalize: (held: unknown) => void
      constructor(finalize: (held: unknown) => void) {
        this.#finalize = finalize
      }
      register(_: object, held: unknown): void {
        finalizers.push(() => this.#finalize(held))
      }
      unregister(): void {}
    }
    const collector = { WeakRef, FinalizationRegistry: FakeRegistry } as unknown as Collector
    const page = openPage({ 'remote.global': () => STREAM }, { collector })
    page.remote.getGlobal('stream')
    finalizers[0]?.()
    expect(await released(page)).toEqual([[[[7, 1]]]])
  })

  it('fails when the session is lost', async () => {
    const page = openPage({
      'remote.global': () => STREAM,
      'stream.read': () => {
        throw SILENCE
      },
    })
    const reader = (page.remote.getGlobal('stream') as ReadableStream).getReader()
    const read = reader.read()
    page.session.lose('gone')
    await expect(read).rejects.toThrow(SessionLostError)
  })

  it('comes home as itself', () => {
    const page = openPage({ 'remote.global': () => STREAM, 'member.call': () => null })
    page.session.call(1, 'm', [page.remote.getGlobal('stream')], openPage)
    expect(page.java.asked('member.call')[0]?.[2]).toEqual([{ $: 'remote', id: 7 }])
  })
})

describe("a stream of the page's", () => {
  const entry = (): void => undefined

  /** A page that has sent `value`; `ask` reads a piece of it as Java does. */
  function sending(value: unknown): TestPage & { sent: unknown; ask(most?: number): Promise<unknown> } {
    const page = openPage({ 'member.call': () => null })
    page.session.call(1, 'm', [value], entry)
    const sent = page.java.asked('member.call')[0]?.[2]
    let id = 0
    const ask = async (most = 100): Promise<unknown> => {
      page.java.send({ id: `read ${++id}`, method: 'stream.read', params: [1, most] })
      await settle(page)
      const answer = page.java.sent.find(message => message.id === `read ${id}`) as unknown as {
        result: unknown
        error: { data: { message: string } }
      }
      return answer.result ?? answer.error.data
    }
    return { ...page, sent, ask }
  }

  const chunks = (...values: unknown[]): ReadableStream =>
    new ReadableStream({
      start(controller) {
        for (const value of values) controller.enqueue(value)
        controller.close()
      },
    })

  it('is read by Java piece by piece to its end', async () => {
    const page = sending(
      chunks(Uint8Array.of(1, 2, 3), new ArrayBuffer(0), new DataView(Uint8Array.of(9, 4, 9).buffer, 1, 1)),
    )
    expect(page.sent).toEqual([{ $: 'stream', id: 1, n: 1 }])
    expect(await page.ask(2)).toEqual(piece(1, 2))
    expect(await page.ask(2)).toEqual(piece(3))
    expect(await page.ask(2)).toEqual(piece(4))
    expect(await page.ask(2)).toEqual({ $: 'undefined' })
  })

  it('may be a blob or a file', async () => {
    for (const blob of [new Blob(['abc']), new File(['abc'], 'abc.txt')]) {
      const page = sending(blob)
      expect(page.sent).toEqual([{ $: 'stream', id: 1, n: 1 }])
      expect(await page.ask()).toEqual(piece(97, 98, 99))
      expect(await page.ask()).toEqual({ $: 'undefined' })
    }
  })

  it('begins at the beginning of a blob each time that it is sent', async () => {
    const blob = new Blob(['abc'])
    const page = sending(blob)
    expect(await page.ask(2)).toEqual(piece(97, 98))
    page.session.call(1, 'm', [blob], entry)
    expect(page.java.asked('member.call')[1]?.[2]).toEqual([{ $: 'stream', id: 2, n: 1 }])
    page.java.send({ id: 'again', method: 'stream.read', params: [2, 100] })
    await settle(page)
    expect(page.java.sent.find(message => message.id === 'again')).toMatchObject({
      result: piece(97, 98, 99),
    })
    expect(await page.ask()).toEqual(piece(99))
  })

  it('is asked for nothing before Java asks', async () => {
    let pulls = 0
    const source = new ReadableStream(
      {
        pull(controller) {
          controller.enqueue(Uint8Array.of(++pulls))
        },
      },
      { highWaterMark: 0 },
    )
    const page = sending(source)
    expect(pulls).toBe(0)
    await page.ask()
    await page.ask()
    expect(pulls).toBe(2)
  })

  it('fails in Java as it fails here', async () => {
    const page = sending(
      new ReadableStream({
        pull() {
          throw new RangeError('no more of that')
        },
      }),
    )
    expect(await page.ask()).toMatchObject({ name: 'RangeError', message: 'no more of that' })
  })

  it('of anything but bytes is an error with advice', async () => {
    expect(await sending(chunks('text')).ask()).toMatchObject({
      name: 'MarshalError',
      message: expect.stringContaining('TextEncoderStream'),
    })
    expect(await sending(chunks(7)).ask()).toMatchObject({ message: expect.stringContaining('number') })
  })

  it('is cancelled when Java lets go of it', async () => {
    const reasons: unknown[] = []
    const source = new ReadableStream({ cancel: reason => void reasons.push(reason) })
    const page = sending(source)
    expect(source.locked).toBe(true)
    page.session.call(1, 'm', [source], entry)
    expect(page.java.asked('member.call')[1]?.[2]).toEqual([{ $: 'stream', id: 1, n: 2 }])
    page.java.send({ method: 'stream.cancel', params: [[[1, 1]]] })
    await settle(page)
    expect(reasons).toEqual([])
    page.java.send({ method: 'stream.cancel', params: [[[1, 2]]] })
    await settle(page)
    expect(reasons).toHaveLength(1)
    expect(source.locked).toBe(false)
    expect(await page.ask()).toMatchObject({ name: 'StaleReferenceError' })
  })

  it('comes home as itself', () => {
    const source = chunks()
    const page = openPage({ 'member.call': () => null, 'remote.global': () => ({ $: 'stream', id: 1 }) })
    page.session.call(1, 'm', [source], entry)
    expect(page.remote.getGlobal('own')).toBe(source)
  })

  it('that somebody else reads is refused with its path, and nothing is sent', () => {
    const source = chunks()
    source.getReader()
    const page = openPage()
    const before = page.java.sent.length
    expect(() => page.session.call(1, 'm', [[source]], entry)).toThrow(
      new MarshalError('arguments[0][0]: the stream is locked: somebody else reads it'),
    )
    expect(page.java.sent.length).toBe(before)
  })

  it('is cancelled when the session is lost', async () => {
    const reasons: unknown[] = []
    const page = sending(new ReadableStream({ cancel: reason => void reasons.push(reason) }))
    page.session.lose('gone')
    await settle(page)
    expect(reasons).toEqual([expect.any(SessionLostError)])
  })
})
