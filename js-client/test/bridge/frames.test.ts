import { describe, expect, it } from 'vitest'
import { Attachments, SentBytes } from '../../src/attachments.ts'
import { type Frame, FrameReader } from '../../src/bridge/frames.ts'
import { seal } from '../../src/bridge/outgoing.ts'
import { pack } from '../../src/bridge/packet.ts'

const encoder = new TextEncoder()
const noise = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, index) => (index * 7 + (index >> 8)) % 256)

function packet(json: string, bytes: Uint8Array): Uint8Array {
  const attachments = new Attachments()
  if (bytes.length > 0) attachments.add(new SentBytes('Uint8Array', bytes))
  return pack(json, attachments, true)
}

/** Gives `bytes` to the reader in pieces; the last is the end of a WebSocket message, and so is each that `ends` says. */
function add(reader: FrameReader, bytes: Uint8Array, length: number, ends = false): Frame[] {
  const frames: Frame[] = []
  for (let at = 0; at < bytes.length; at += length) {
    const frame = reader.add(bytes.subarray(at, at + length), ends || at + length >= bytes.length)
    if (frame !== undefined) frames.push(frame)
  }
  return frames
}

describe('frames', () => {
  for (const length of [1, 3, 8, 9, 10, 1000, 100_000]) {
    it(`come together from pieces of ${length} bytes`, () => {
      const reader = new FrameReader()
      const bytes = noise(2000)
      const text = JSON.stringify('ä€😀'.repeat(100))
      for (const ends of [false, true]) {
        const [frame, ...others] = add(reader, packet(text, bytes), length, ends)
        expect(others).toEqual([])
        expect(frame?.text).toBe(text)
        expect(new Uint8Array(frame?.attachments as ArrayBuffer)).toEqual(bytes)
      }
      expect(add(reader, encoder.encode(text), length)).toEqual([{ text }])
      expect(add(reader, packet(text, new Uint8Array()), length)).toEqual([{ text }])
    })
  }

  it('of text may be longer than what is decoded at once', () => {
    const text = '€'.repeat(50_001)
    expect(add(new FrameReader(), encoder.encode(text), 1 << 20)).toEqual([{ text }])
    expect(add(new FrameReader(), encoder.encode(text), 70_001)).toEqual([{ text }])
  })

  it('that a broken link left unfinished are forgotten', () => {
    const reader = new FrameReader()
    for (const begun of [packet('{}', noise(10)).subarray(0, 5), packet('{}', noise(10)).subarray(0, 15)]) {
      reader.add(begun, false)
      reader.reset()
      expect(reader.add(encoder.encode('[1]'), true)).toEqual({ text: '[1]' })
    }
    reader.add(encoder.encode('€').subarray(0, 2), false)
    reader.reset()
    expect(reader.add(packet('{}', noise(4)), true)?.text).toBe('{}')
  })
})

describe('a message that is ready to leave', () => {
  const takesPackets = { packets: true, sharesMemory: true, messageBytes: 10_000 }
  const bytes = (length: number): SentBytes => new SentBytes('Uint8Array', noise(length))

  it('is a packet where there is something to attach, and JSON for the other door', () => {
    const outgoing = seal(4, { seq: 4, value: bytes(300) }, takesPackets)
    const { packet } = outgoing.sealed as { packet: Uint8Array }
    const text = '{"seq":4,"value":{"$":"bytes","type":"Uint8Array","at":0,"length":300}}'
    expect(new FrameReader().add(packet, true)).toEqual({ text, attachments: noise(300).buffer })
    expect(packet.buffer).toBeInstanceOf(SharedArrayBuffer)
    expect(packet.length).toBe(9 + text.length + 300)
    expect(outgoing.plain()).toBe(JSON.stringify({ seq: 4, value: bytes(300) }))
    expect(outgoing.plainBytes()).toBeGreaterThanOrEqual(outgoing.plain().length - 9)
  })

  it('is text where there is not, or where Java takes no packets', () => {
    expect(seal(1, { a: bytes(255) }, takesPackets).sealed).toHaveProperty('text')
    expect(seal(1, { a: bytes(300) }, { ...takesPackets, packets: false }).sealed).toHaveProperty('text')
  })

  it('is a packet where it is long text', () => {
    const capacity = { ...takesPackets, messageBytes: 1 << 20 }
    expect(seal(1, ['x'.repeat(60_000)], capacity).sealed).toHaveProperty('text')
    const long = seal(1, ['€'.repeat(70_000)], capacity)
    const { packet } = long.sealed as { packet: Uint8Array }
    expect(new FrameReader().add(packet, true)).toEqual({ text: long.plain() })
  })

  it('is as long as Java takes, and no longer', () => {
    const length = 10_000 - 9 - '{"a":{"$":"bytes","type":"Uint8Array","at":0,"length":1234}}'.length
    expect(seal(1, { a: bytes(length) }, takesPackets).sealed).toHaveProperty('packet')
    expect(() => seal(1, { a: bytes(length + 1) }, takesPackets)).toThrow(/messageBytes/)
  })

  it('is no longer in base64 either, where a page without shared memory may have to send that', () => {
    const capacity = { ...takesPackets, sharesMemory: false }
    const outgoing = seal(1, { a: bytes(7000) }, capacity)
    expect(outgoing.plain().length).toBeLessThan(10_000)
    expect((outgoing.sealed as { packet: Uint8Array }).packet.buffer).toBeInstanceOf(ArrayBuffer)
    expect(() => seal(1, { a: bytes(8000) }, capacity)).toThrow(/messageBytes/)
  })
})
