import { bare, type WireBytes } from '../protocol.ts'

/** Binary values from Java; little-endian, as every machine that runs Chromium is. */

/** Constructors by the `type` of the wire. */
const VIEWS: ReadonlyMap<string, new (buffer: ArrayBuffer) => ArrayBufferView> = new Map<
  string,
  new (
    buffer: ArrayBuffer,
  ) => ArrayBufferView
>([
  ['Int8Array', Int8Array],
  ['Uint8Array', Uint8Array],
  ['Uint8ClampedArray', Uint8ClampedArray],
  ['Int16Array', Int16Array],
  ['Uint16Array', Uint16Array],
  ['Int32Array', Int32Array],
  ['Uint32Array', Uint32Array],
  ['Float32Array', Float32Array],
  ['Float64Array', Float64Array],
  ['BigInt64Array', BigInt64Array],
  ['BigUint64Array', BigUint64Array],
  ['DataView', DataView],
])

/**
 * The binary value that a wire value stands for; undefined for a type that is none.
 *
 * @param attachments of the frame that it came in
 */
export function binary(
  wire: WireBytes,
  attachments: ArrayBuffer | undefined,
): ArrayBuffer | ArrayBufferView | undefined {
  const { type, data, at, length } = bare(wire)
  if (type !== 'ArrayBuffer' && !VIEWS.has(type)) return undefined
  const buffer = data === undefined ? attached(at, length, attachments) : fromBase64(data)
  const View = VIEWS.get(type)
  return buffer && (View ? new View(buffer) : buffer)
}

/** Each value gets a buffer of its own: the only one of a frame the whole of what was attached, others a copy of their part. */
function attached(
  at: number | undefined,
  length: number | undefined,
  attachments: ArrayBuffer | undefined,
): ArrayBuffer | undefined {
  if (attachments === undefined || at === undefined || length === undefined) return undefined
  return at === 0 && length === attachments.byteLength ? attachments : attachments.slice(at, at + length)
}

function fromBase64(data: string): ArrayBuffer {
  const text = atob(data)
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at)
  return bytes.buffer
}
