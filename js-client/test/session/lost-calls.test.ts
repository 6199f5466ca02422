import { describe, expect, it } from 'vitest'
import type { Executed, SessionLostError } from '../../src/errors.ts'
import { SILENCE } from '../fake-java.ts'
import { openPage, type TestPage } from '../page.ts'

/** A page whose calls get no answer; number 1 was its opening. */
function silent(): TestPage {
  const silence = (): never => {
    throw SILENCE
  }
  return openPage({ 'remote.global': silence, 'remote.require': silence })
}

function lose(page: TestPage, id: unknown): void {
  page.java.sendRaw(
    JSON.stringify({ jsonrpc: '2.0', id, error: { code: -32011, message: 'unknown session' } }),
  )
}

function lossOf(call: () => unknown): SessionLostError {
  try {
    call()
  } catch (error) {
    return error as SessionLostError
  }
  throw new Error('nothing was thrown')
}

/** What a call that waits is told when the session is lost. */
function toldWaiting(reached: number): Executed | undefined {
  const page = silent()
  page.java.highestReached = reached
  page.java.onWait = () => lose(page, 'resume')
  return lossOf(() => page.remote.getGlobal('x')).executed
}

describe('a call that the end of the session ends', () => {
  it('says that it was not executed where it has not reached Java, and that nobody knows where it may have', () => {
    expect(toldWaiting(1)).toBe('no')
    expect(toldWaiting(2)).toBe('unknown')
  })

  it('says so in words too, at the line of the caller', () => {
    const page = silent()
    page.java.onWait = () => lose(page, 'resume')
    function application(): unknown {
      return page.remote.getGlobal('x')
    }
    const lost = lossOf(application)
    expect(lost.name).toBe('SessionLostError')
    expect(lost.message).toBe('unknown session. Whether Java has executed this call is not known')
    expect(lost.stack?.split('\n')[1]).toMatch(/at application/)
    expect(Object.keys(lost)).toEqual([])
  })

  it('says that it was executed where its answer has come and waits for those before it', () => {
    const page = silent()
    page.java.onWait = () => {
      page.java.sendAs(9, { id: 2, result: null })
      lose(page, 'resume')
    }
    expect(lossOf(() => page.remote.getGlobal('x')).executed).toBe('yes')
  })

  it('says nothing of the kind where what has come is that it failed', () => {
    const page = silent()
    page.java.onWait = () => {
      page.java.sendAs(9, { id: 2, error: { code: -32002, message: 'no such member' } })
      lose(page, 'resume')
    }
    expect(lossOf(() => page.remote.getGlobal('x')).executed).toBe('unknown')
  })

  it('tells the bridge whether it was what a link began with that was refused', () => {
    for (const [id, resumes] of [
      ['resume', 1],
      [2, 0],
    ]) {
      const page = silent()
      page.java.onWait = () => lose(page, id)
      lossOf(() => page.remote.getGlobal('x'))
      expect(page.java.refusedResumes).toBe(resumes)
    }
  })

  it('that is asked after the end was not executed, and the end itself is no call', () => {
    const page = silent()
    const reasons: unknown[] = []
    page.remote.on('session-lost', reason => reasons.push(reason))
    lose(page, 'resume')
    page.java.wake()
    page.turn()
    expect(lossOf(() => page.remote.require('x'))).toMatchObject({
      message: 'unknown session. Java has not executed this call',
      executed: 'no',
    })
    expect(reasons).toMatchObject([{ message: 'unknown session' }])
    expect(reasons[0]).not.toHaveProperty('executed')
  })

  it('may still be executed where the page is left: all that was asked goes before the last word', () => {
    const page = silent()
    page.java.highestReached = 1
    page.java.onWait = () => page.session.close()
    expect(lossOf(() => page.remote.getGlobal('x')).executed).toBe('unknown')
    expect(page.java.sent.map(({ method }) => method).slice(-2)).toEqual(['remote.global', 'session.close'])
  })
})
