import { describe, expect, it } from 'vitest'
import { Marshalling } from '../../src/marshalling.ts'
import { evaluate, readVectors, type ValueVector } from '../vectors.ts'
import { unused } from './unused.ts'

const vectors = readVectors<ValueVector[]>('values')

describe('values.json, towards the page', () => {
  for (const { name, wire, js, direction } of vectors) {
    if (direction === 'toJava') continue
    it(`decodes ${name}`, () => {
      const decoded = new Marshalling(...unused).decode(structuredClone(wire))
      const expected = evaluate(js)
      expect(decoded).toStrictEqual(expected)
      if (decoded instanceof Error) expect(ownData(decoded)).toStrictEqual(ownData(expected as Error))
    })
  }
})

describe('values.json, towards Java', () => {
  for (const { name, wire, js, direction } of vectors) {
    if (direction === 'toPage') continue
    it(`encodes ${name}`, () => {
      const encoded = new Marshalling(...unused).encode(evaluate(js), 'value')
      // As text: what matters is what leaves the page, members in their order.
      expect(JSON.stringify(encoded)).toBe(JSON.stringify(wire))
    })
  }
})

/** What equality of errors leaves out. */
function ownData(error: Error): Record<string, unknown> {
  const { name, message, stack, cause } = error
  const deepCause = cause instanceof Error ? ownData(cause) : cause
  return { ...error, class: error.constructor, name, message, stack, cause: deepCause, has: 'cause' in error }
}
