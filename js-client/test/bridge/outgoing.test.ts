import { describe, expect, it } from 'vitest'
import { firstBatch, type Outgoing, seal } from '../../src/bridge/outgoing.ts'
import { LimitError } from '../../src/errors.ts'
import { holdsMore } from '../../src/protocol.ts'

const CAPACITY = { packets: false, sharesMemory: true, messageBytes: 1 << 24, values: 10 }

describe('the values of a message', () => {
  it.each([
    ['[1,2,3]', 3],
    ['{"a":1,"b":[]}', 5],
    ['"no, {it} is [a]: text"', 0],
    ['["\\"", "\\\\", ","]', 3],
    ['[{},{},{}]', 6],
  ])('are counted in %s', (text, count) => {
    const long = text + ' '.repeat(10)
    expect(holdsMore(long, count)).toBe(false)
    expect(holdsMore(long, count - 1)).toBe(true)
  })

  it('are as many as Java takes, and no more', () => {
    expect(() => seal(1, { a: [1, 2, 3, 4, 5, 6, 7, 8] }, CAPACITY)).not.toThrow()
    expect(() => seal(1, { a: [1, 2, 3, 4, 5, 6, 7, 8, 9] }, CAPACITY)).toThrow(LimitError)
    expect(() => seal(1, { a: [1, 2, 3, 4, 5, 6, 7, 8, 9] }, CAPACITY)).toThrow(
      /10 values \(Limits\.values\)/,
    )
  })
})

describe('a batch for the other door', () => {
  const message = (bytes: number): Outgoing => ({
    seq: 1,
    sealed: { seq: 1, text: '' },
    plain: () => '',
    plainBytes: () => bytes,
  })

  it('is half a megabyte long, and what it takes to get there', () => {
    const messages = Array.from({ length: 10 }, () => message(200 * 1024))
    expect(firstBatch(messages, 1 << 24)).toHaveLength(3)
  })

  it('is one message where that is longer', () => {
    expect(firstBatch([message(1 << 20), message(1)], 1 << 24)).toHaveLength(1)
  })

  it('is none where the first is too long', () => {
    expect(firstBatch([message(11)], 10)).toEqual([])
  })
})
