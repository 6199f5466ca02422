/** Prints a value so that one sees what it is: a string has quotes, a typed array its type. */
export function inspect(value) {
  if (typeof value === 'string') return `'${value}'`
  if (typeof value === 'function') return `[function ${value.name}]`
  if (value instanceof Error) return `${value.name}: ${value.message}`
  if (Array.isArray(value)) return `[${value.map(inspect).join(', ')}]`
  if (ArrayBuffer.isView(value)) return `${value.constructor.name} [${value.join(', ')}]`
  if (value && typeof value === 'object') {
    const members = Object.entries(value).map(([name, member]) => `${name}: ${inspect(member)}`)
    return `{ ${members.join(', ')} }`
  }
  return String(value)
}
