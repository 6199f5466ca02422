import { describe, expectTypeOf, it } from 'vitest'
import type * as source from '../src/index.ts'
import type * as listeners from '../src/listeners.ts'
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

  it('tell listeners of each event what they get', () => {
    expectTypeOf<published.SessionEvents>().toEqualTypeOf<listeners.SessionEvents>()
    type Check = (remote: published.Remote) => void
    const check: Check = remote => {
      remote.on('overflow', ({ dropped }) => expectTypeOf(dropped).toEqualTypeOf<number>())
      remote.on('session-lost', reason => expectTypeOf(reason).toEqualTypeOf<Error | undefined>())
      remote.on('disconnected', () => undefined).off('resumed', () => undefined)
      // @ts-expect-error there is no such event
      remote.on('closed', () => undefined)
      // @ts-expect-error it is told nothing
      remote.on('resumed', (reason: Error) => reason)
    }
    expectTypeOf(check).toBeFunction()
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
