import { describe, expect, it } from 'vitest'
import { ERRORS, errorCoded } from '../src/errors.ts'
import { binary } from '../src/marshal/bytes.ts'
import { CODE, HEADER, TO_JAVA, TO_PAGE } from '../src/protocol.ts'
import { type NameVectors, readVectors } from './vectors.ts'

const names = readVectors<NameVectors>('names')

describe('names.json', () => {
  it('has the methods of both directions', () => {
    expect([...TO_JAVA]).toEqual(names.methods.toJava)
    expect([...TO_PAGE]).toEqual(names.methods.toPage)
  })

  it('has the error codes', () => {
    expect(Object.values(CODE)).toEqual(names.errors.map(({ code }) => code))
  })

  it('has the class of each code', () => {
    for (const { code, error } of names.errors) {
      expect(errorCoded(code, 'm').name).toBe(error ?? 'RemoteError')
      if (error !== undefined) expect(Object.keys(ERRORS)).toContain(error)
    }
  })

  it('has the headers', () => {
    expect(HEADER).toEqual(names.headers)
  })

  it('has the binary types', () => {
    const empty = (type: string): unknown =>
      binary({ $: 'bytes', type, data: '' }, undefined)?.constructor.name
    for (const type of names.binaryTypes) expect(empty(type)).toBe(type)
    expect(empty('Function')).toBeUndefined()
  })
})
