import { describe, expectTypeOf, it } from 'vitest'
import type * as source from '../src/index.ts'
import type * as published from '../types/remote.d.ts'

type Published = typeof published
type Source = typeof source

describe('the published types', () => {
  it('name all that the module exports, and nothing more', () => {
    expectTypeOf<keyof Source>().toEqualTypeOf<keyof Published>()
  })

  it('promise nothing of the remote module that it has not', () => {
    type Members = keyof { [K in keyof published.Remote as string extends K ? never : K]: 0 }
    type Real = keyof { [K in keyof Source['remote'] as string extends K ? never : K]: 0 }
    expectTypeOf<Members>().toEqualTypeOf<Real>()
    expectTypeOf<Source['remote']>().toExtend<Omit<published.Remote, 'on' | 'off'>>()
    expectTypeOf<Source['errors']>().toExtend<published.Valence['errors']>()
  })

  it('let a page use what Java has', () => {
    type Check = (remote: published.Remote) => void
    const check: Check = ({ BrowserWindow, require, process }) => {
      const window = new BrowserWindow({ width: 800 })
      expectTypeOf(window).toBeAny()
      expectTypeOf(require('./module').call()).toBeAny()
      expectTypeOf(process).toBeAny()
    }
    expectTypeOf(check).toBeFunction()
  })
})
