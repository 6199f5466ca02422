/** Binary values and their base64 on the wire; little-endian, as every machine that runs Chromium is. */

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

/** Characters that `String.fromCharCode` is handed at once, far below what a call can take as arguments. */
const CHUNK_BYTES = 0x2000

/** The binary value for a `type` of the wire; undefined for a type that is none. */
export function binary(type: string, data: string): ArrayBuffer | ArrayBufferView | undefined {
  if (type === 'ArrayBuffer') return fromBase64(data)
  const View = VIEWS.get(type)
  return View && new View(fromBase64(data))
}

/** The bytes that a view or buffer shows, as base64. */
export function toBase64(source: ArrayBufferView | ArrayBufferLike): string {
  const bytes = ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source)
  let text = ''
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    text += String.fromCharCode.apply(null, bytes.subarray(at, at + CHUNK_BYTES) as unknown as number[])
  }
  return btoa(text)
}

function fromBase64(data: string): ArrayBuffer {
  const text = atob(data)
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at)
  return bytes.buffer
}
