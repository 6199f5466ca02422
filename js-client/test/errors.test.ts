import { describe, expect, it } from 'vitest'
import { atCaller, callSite, ERRORS, errorNamed, RemoteError, withRemoteStack } from '../src/errors.ts'

describe("Valence's own errors", () => {
  for (const [name, ErrorClass] of Object.entries(ERRORS)) {
    it(`${name} has its name, and is a RemoteError`, () => {
      const error = errorNamed(name, 'm')
      expect(error).toBeInstanceOf(ErrorClass)
      expect(error).toBeInstanceOf(RemoteError)
      expect([error.name, ErrorClass.name, error.message]).toEqual([name, name, 'm'])
      expect(Object.keys(error)).toEqual([])
    })
  }
})

describe('the class of an error', () => {
  it("is JavaScript's own for JavaScript's names", () => {
    const classes = [EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError, Error]
    for (const ErrorClass of classes) expect(errorNamed(ErrorClass.name, 'm').constructor).toBe(ErrorClass)
  })

  it('is Error for names that only look like a class', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'IOException', '']) {
      const error = errorNamed(name, 'm')
      expect([error.constructor, error.name]).toEqual([Error, name])
    }
  })
})

describe('the stack', () => {
  it("is Java's alone until the error is thrown here", () => {
    expect(withRemoteStack(new Error('m'), 'java stack').stack).toBe('java stack')
    expect(withRemoteStack(new TypeError('m'), undefined).stack).toBe('TypeError: m')
  })

  it("has Java's once, however often it is thrown", () => {
    const error = withRemoteStack(new Error('m'), 'java stack')
    function entry(): Error {
      return atCaller(atCaller(error, entry), entry)
    }
    expect(entry().stack?.match(/--- Java ---/g)).toHaveLength(1)
    expect(error.stack).not.toMatch(/at entry/)
  })

  it('without one in Java has only the caller', () => {
    function entry(): Error {
      return atCaller(withRemoteStack(new RangeError('m'), undefined), entry)
    }
    expect(entry().stack).toMatch(/^RangeError: m\n {4}at /)
    expect(entry().stack).not.toMatch(/Java/)
  })
})

describe('the call site', () => {
  it('is the line that called, with the whole name of its file', () => {
    function entry(): string {
      return callSite(entry)
    }
    expect(entry()).toMatch(/\/.*\/errors\.test\.ts:\d+:\d+$/)
    expect([1].map(entry)[0]).toMatch(/errors\.test\.ts:\d+:\d+$/)
  })

  it('is empty where what was called is not running', () => {
    expect(callSite(undefined)).toBe('')
    expect(callSite(() => undefined)).toBe('')
  })

  it('leaves the length of stacks as the page has set it', () => {
    const limit = Error.stackTraceLimit
    function entry(): string {
      return callSite(entry)
    }
    for (const [own, site] of [
      [0, /^$/],
      [1, /errors\.test\.ts/],
      [50, /errors\.test\.ts/],
    ] as const) {
      Error.stackTraceLimit = own
      expect(entry()).toMatch(site)
      expect(Error.stackTraceLimit).toBe(own)
    }
    Error.stackTraceLimit = limit
  })
})
