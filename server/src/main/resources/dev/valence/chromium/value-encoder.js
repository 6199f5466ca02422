// Applied to a value in the page, gives the JSON text that PageValue reads: the forms of docs/protocol.md, "Wire values", less
// those by reference. What cannot be copied is named with its path.
function encode() {
  const MAX_DEPTH = 64
  const seen = new Map()

  class Unsendable extends Error {}

  const kind = value => Object.prototype.toString.call(value).slice(8, -1)

  const base64 = value => {
    const bytes = value instanceof ArrayBuffer ? new Uint8Array(value)
      : new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    let binary = ''
    for (let i = 0; i < bytes.length; i += 8192) binary += String.fromCharCode(...bytes.subarray(i, i + 8192))
    return btoa(binary)
  }

  const number = value => Number.isFinite(value) && !Object.is(value, -0) ? value
    : {$: 'number', value: Object.is(value, -0) ? '-0' : String(value)}

  const members = (value, path, skip = []) => Object.fromEntries(Object.keys(value)
    .filter(key => !skip.includes(key)).map(key => [key, any(value[key], path + '.' + key)]))

  const error = (value, path) => ({
    $: 'error',
    name: String(value.name),
    message: String(value.message),
    stack: typeof value.stack === 'string' ? value.stack : undefined,
    cause: 'cause' in value ? any(value.cause, path + '.cause') : undefined,
    members: members(value, path, ['name', 'message', 'stack', 'cause']),
  })

  const container = (value, path) => {
    if (seen.has(value)) return {$: 'same', index: seen.get(value)}
    if (path.split(/[.[]/).length > MAX_DEPTH) throw new Unsendable(path + ' is nested too deeply')
    seen.set(value, seen.size)
    if (Array.isArray(value)) return Array.from(value, (each, i) => any(each, path + '[' + i + ']'))
    if (value instanceof Map) {
      return {$: 'map', entries: Array.from(value, ([k, v]) => [any(k, path + '.key'), any(v, path + '.value')])}
    }
    if (value instanceof Set) return {$: 'set', values: Array.from(value, (each, i) => any(each, path + '[' + i + ']'))}
    const prototype = Object.getPrototypeOf(value)
    const name = prototype === null ? '' : String(prototype.constructor?.name ?? 'Object')
    return {$: 'object', name, members: members(value, path)}
  }

  const object = (value, path) => {
    if (value instanceof Error || kind(value) === 'Error') return error(value, path)
    if (value instanceof Date) return {$: 'date', value: value.getTime()}
    if (value instanceof RegExp) return {$: 'regexp', source: value.source, flags: value.flags}
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return {$: 'bytes', type: kind(value), data: base64(value)}
    if (value instanceof Boolean || value instanceof Number || value instanceof String) return any(value.valueOf(), path)
    // Host objects, such as elements and the window, have no end of members that lead everywhere.
    const plain = Array.isArray(value) || value instanceof Map || value instanceof Set || kind(value) === 'Object'
    if (!plain || value instanceof Promise) throw new Unsendable(path + ' is of type ' + kind(value))
    return container(value, path)
  }

  const any = (value, path) => {
    switch (typeof value) {
      case 'undefined': return {$: 'undefined'}
      case 'number': return number(value)
      case 'bigint': return {$: 'bigint', value: String(value)}
      case 'function': case 'symbol': throw new Unsendable(path + ' is of type ' + typeof value)
      case 'object': return value === null ? null : object(value, path)
      default: return value
    }
  }

  try {
    return JSON.stringify(any(this, 'value'))
  } catch (failure) {
    if (failure instanceof Unsendable) return JSON.stringify({$: 'unsendable', message: failure.message})
    throw failure
  }
}
