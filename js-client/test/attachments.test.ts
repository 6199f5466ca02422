import { describe, expect, it } from 'vitest'
import { Attachments, SentBytes, stringify } from '../src/attachments.ts'

const large = (first: number, length = 300): Uint8Array => new Uint8Array(length).fill(first, 0, 1)
const sent = (bytes: Uint8Array): SentBytes => new SentBytes('Uint8Array', bytes)

describe('the bytes of a message', () => {
  it('are base64 where nothing may be attached', () => {
    expect(JSON.parse(stringify([sent(Uint8Array.of(1, 2))]))).toEqual([
      { $: 'bytes', type: 'Uint8Array', data: 'AQI=' },
    ])
    expect(atob(JSON.parse(stringify(sent(large(7)))).data)).toBe(`\x07${'\0'.repeat(299)}`)
  })

  it('are attached from 256 bytes on, one after another', () => {
    const attachments = new Attachments()
    const lengths = [255, 256, 3, 1000, 256]
    const text = stringify(
      lengths.map(length => sent(large(length, length))),
      attachments,
    )
    expect(JSON.parse(text)).toMatchObject([
      { data: expect.any(String) },
      { at: 0, length: 256 },
      { data: expect.any(String) },
      { at: 256, length: 1000 },
      { at: 1256, length: 256 },
    ])
    expect(attachments.length).toBe(1512)
    const copy = new Uint8Array(1512)
    attachments.copyTo(copy)
    expect([copy[0], copy[256], copy[1256]]).toEqual([256 % 256, 1000 % 256, 256 % 256])
  })

  it('are what they were when they were copied', () => {
    const bytes = large(1)
    const message = { value: sent(bytes) }
    const attachments = new Attachments()
    stringify(message, attachments)
    attachments.copyTo(new Uint8Array(300))
    bytes.fill(9)
    expect(atob(JSON.parse(stringify(message)).value.data)).toBe(`\x01${'\0'.repeat(299)}`)
  })

  it('are no more of a view than it shows', () => {
    const view = new DataView(Uint8Array.from({ length: 600 }, (_, index) => index % 251).buffer, 100, 300)
    const attachments = new Attachments()
    stringify(new SentBytes('DataView', view), attachments)
    const copy = new Uint8Array(300)
    attachments.copyTo(copy)
    expect([copy[0], copy[299]]).toEqual([100, 399 % 251])
  })

  it('may be in shared memory, or in a buffer that has grown', () => {
    for (const buffer of [new SharedArrayBuffer(300), new ArrayBuffer(100, { maxByteLength: 300 })]) {
      const view = new Uint8Array(buffer)
      if (buffer instanceof ArrayBuffer) buffer.resize(300)
      view[299] = 5
      const attachments = new Attachments()
      stringify(sent(view), attachments)
      const copy = new Uint8Array(300)
      attachments.copyTo(copy)
      expect(copy[299]).toBe(5)
    }
  })

  it('are refused once their buffer was transferred away', () => {
    const bytes = large(1)
    structuredClone(bytes, { transfer: [bytes.buffer] })
    expect(() => sent(bytes)).toThrow(TypeError)
  })
})
