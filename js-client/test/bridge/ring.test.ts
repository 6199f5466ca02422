import { describe, expect, it } from 'vitest'
import { RingReader, RingWriter, ringMemory } from '../../src/bridge/ring.ts'
import { RingTexts } from './ring-texts.ts'

const encoder = new TextEncoder()

function ring(bytes: number): { reader: RingTexts; write: (text: string) => void; wakes: () => number } {
  const memory = ringMemory(bytes)
  let wakes = 0
  const writer = new RingWriter(memory, () => wakes++)
  return {
    reader: new RingTexts(new RingReader(memory)),
    write: text => writer.write(encoder.encode(text)),
    wakes: () => wakes,
  }
}

/** Reads until `count` frames have come; lets the writer go on in between. */
async function read(reader: RingTexts, count: number): Promise<string[]> {
  const frames: string[] = []
  while (frames.length < count) {
    frames.push(...reader.take())
    await Promise.resolve()
    await new Promise(resolve => setImmediate(resolve))
  }
  return frames
}

describe('a ring', () => {
  it('gives frames as they were written, in order', () => {
    const { reader, write } = ring(1024)
    for (const text of ['first', '', 'third €😀']) write(text)
    expect(reader.take()).toEqual(['first', '', 'third €😀'])
    expect(reader.take()).toEqual([])
    expect(reader.isEmpty).toBe(true)
  })

  it('goes round and round', () => {
    const { reader, write } = ring(64)
    for (let round = 0; round < 1000; round++) {
      const text = `${round} ${'x'.repeat(round % 50)}`
      write(text)
      expect(reader.take()).toEqual([text])
    }
  })

  it('takes frames that are larger than itself, in pieces', async () => {
    const { reader, write } = ring(64)
    const large = '€'.repeat(1000)
    write('before')
    write(large)
    write('after')
    expect(await read(reader, 3)).toEqual(['before', large, 'after'])
  })

  it('takes a frame of exactly its size, and one byte more', async () => {
    for (const length of [59, 60, 61, 124]) {
      const { reader, write } = ring(64)
      write('y'.repeat(length))
      expect(await read(reader, 1)).toEqual(['y'.repeat(length)])
    }
  })

  it('keeps many small frames that the reader is slow to take', async () => {
    const { reader, write } = ring(64)
    const texts = Array.from({ length: 500 }, (_, index) => `frame ${index}`)
    for (const text of texts) write(text)
    expect(await read(reader, 500)).toEqual(texts)
  })

  it('survives positions that wrap at 2^32', async () => {
    const memory = ringMemory(64)
    const words = new Int32Array(memory)
    words[0] = words[1] = -32
    const reader = new RingTexts(new RingReader(memory))
    const writer = new RingWriter(memory, () => undefined)
    for (const text of ['one', 'two', 'z'.repeat(100)]) writer.write(encoder.encode(text))
    expect(await read(reader, 3)).toEqual(['one', 'two', 'z'.repeat(100)])
  })

  it('wakes the reader once until it has looked', () => {
    const { reader, write, wakes } = ring(1024)
    write('a')
    write('b')
    expect(wakes()).toBe(1)
    reader.take()
    write('c')
    expect(wakes()).toBe(2)
  })
})
