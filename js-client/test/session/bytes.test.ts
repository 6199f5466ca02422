import { describe, expect, it } from 'vitest'
import { LimitError } from '../../src/errors.ts'
import { FakeJava } from '../fake-java.ts'
import { openPage, type TestPage } from '../page.ts'

/** A page whose Java takes packets, and gives `result` as a global. */
function open(result: unknown, attachments: ArrayBuffer, sharesMemory = true): TestPage {
  const answers = {
    'session.open': () => ({ ...FakeJava.OPENED, attachments: true, limits: { messageBytes: 5000 } }),
    'remote.global': () => result,
    'member.call': () => null,
    'member.set': () => null,
  }
  const page = openPage(answers, {}, sharesMemory)
  page.java.attachments = attachments
  return page
}

const bytes = (at: number, length: number, type = 'Uint8Array'): unknown => ({ $: 'bytes', type, at, length })
const numbers = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => index % 251)

describe('bytes that are attached', () => {
  it('are the buffer that they came in where they are alone', () => {
    const { buffer } = numbers(400)
    const { remote } = open(bytes(0, 400), buffer as ArrayBuffer)
    const value = remote.getGlobal('x') as Uint8Array
    expect(value).toEqual(numbers(400))
    expect(value.buffer).toBe(buffer)
  })

  it('have buffers of their own where they are several', () => {
    const { buffer } = numbers(900)
    const { remote } = open(
      [bytes(0, 301), bytes(301, 400, 'Float64Array'), bytes(701, 199, 'ArrayBuffer')],
      buffer as ArrayBuffer,
    )
    const [first, second, third] = remote.getGlobal('x') as [Uint8Array, Float64Array, ArrayBuffer]
    expect(first).toEqual(numbers(301))
    expect(first.buffer.byteLength).toBe(301)
    expect(second).toBeInstanceOf(Float64Array)
    expect(new Uint8Array(second.buffer)).toEqual(numbers(701).slice(301))
    expect(third).toEqual(numbers(900).slice(701).buffer)
  })

  it('that did not come are an error, and the session goes on', () => {
    const { remote, java } = open(bytes(0, 400), new ArrayBuffer(0))
    java.attachments = undefined
    expect(() => remote.getGlobal('x')).toThrow(/from nowhere/)
    expect(() => remote.getGlobal('x')).toThrow(/from nowhere/)
  })

  it('come with callbacks and promises too', () => {
    const { java, session, turn } = open({ $: 'undefined' }, numbers(300).buffer as ArrayBuffer)
    const got: unknown[] = []
    const listener = (value: unknown): unknown => got.push(value)
    session.call(1, 'on', [listener], listener)
    java.send({ method: 'callback.call', params: [1, [bytes(0, 300)]] })
    java.wake()
    turn()
    expect(got).toEqual([numbers(300)])
  })
})

describe('a page', () => {
  it('says that it takes attachments', () => {
    expect(openPage().java.asked('session.open')).toEqual([[expect.objectContaining({ attachments: true })]])
  })

  it('sends what its bytes are at the moment of the call', () => {
    const { session, java } = open(null, new ArrayBuffer(0))
    const value = numbers(300)
    java.onWait = () => value.fill(0)
    session.set(1, 'x', value, open)
    expect(java.packets).toHaveLength(1)
    expect(java.packets[0]?.slice(-300)).toEqual(numbers(300))
  })

  it('learns of a limit before anything is sent or registered', () => {
    const { session, java } = open(null, new ArrayBuffer(0))
    const before = java.sent.length
    expect(() => session.call(1, 'm', [numbers(5001), () => undefined], open)).toThrow(LimitError)
    expect(() => session.call(1, 'm', [numbers(4990)], open)).toThrow(LimitError)
    expect(java.sent.length).toBe(before)
    session.call(1, 'm', [numbers(3000), () => undefined], open)
  })

  it('counts them as the base64 that they may have to be, before it registers anything beside them', () => {
    const { session, java } = open(null, new ArrayBuffer(0), false)
    const callback = (): void => undefined
    expect(() => session.call(1, 'm', [numbers(3000), callback], open)).toThrow(LimitError)
    session.call(1, 'm', [callback], open)
    expect(java.asked('member.call').at(-1)?.[2]).toMatchObject([{ $: 'callback', id: 1, n: 1 }])
  })
})
