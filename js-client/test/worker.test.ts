import { expect, it } from 'vitest'
import { NotSupportedError } from '../src/errors.ts'
import { Page } from '../src/page.ts'

it('a worker has no window', () => {
  expect(() => new Page().window('focus', [])).toThrow(new NotSupportedError('A worker has no window'))
})
