import { describe, expect, it } from 'vitest'
import { LINK } from '../../src/bridge/ring.ts'
import { message, type Opened, open, wait } from './fake-page.ts'

/** A page that has posted 1 to 3. */
function posted(sharesMemory = true): Opened {
  const page = open(() => ({ status: 204 }), { sharesMemory })
  for (const seq of [1, 2, 3]) page.bridge.post(message(seq))
  page.bridge.flush()
  return page
}

describe('what may have reached Java', () => {
  it('is nothing while no door was open', () => {
    expect(posted().bridge.reached(false)).toBe(0)
  })

  it('is all that the worker was given, while the link is up', () => {
    const { bridge, worker } = posted()
    worker.notify({ up: true, reason: '', sent: 0 })
    bridge.take()
    expect(bridge.reached(false)).toBe(3)
  })

  it('is what went by an earlier link, where Java has refused what this one began with', () => {
    const { bridge, worker } = posted()
    worker.notify({ up: true, reason: '', sent: 2 })
    bridge.take()
    expect(bridge.reached(true)).toBe(2)
  })

  it('is what the worker says while the link is down', () => {
    const { bridge, worker } = posted()
    worker.notify({ up: false, reason: 'socket closed with 1006', sent: 2 })
    bridge.take()
    expect(bridge.reached(false)).toBe(2)
  })

  it('is all that the worker was given, where the page may not have heard of the link', () => {
    expect(posted(false).bridge.reached(false)).toBe(3)
  })

  it('is all that HTTP has taken or failed with, and not what Java refused', () => {
    let answer: () => { status: number; text?: string } = () => ({ status: 204 })
    const { bridge, worker } = open(() => answer())
    worker.link = LINK.down
    const exchange = (seq: number, next: typeof answer): number => {
      answer = next
      bridge.hold(message(seq))
      bridge.wait(wait())
      return bridge.reached(false)
    }
    expect(exchange(1, () => ({ status: 204 }))).toBe(1)
    expect(exchange(2, () => ({ status: 200, text: '{"error":{"code":-32011}}' }))).toBe(1)
    const broken = (): never => {
      throw new Error('reset')
    }
    expect(exchange(3, broken)).toBe(3)
  })

  it('is what went by the socket of the page itself', () => {
    const { bridge, worker, sockets } = open(() => ({ status: 204 }))
    worker.link = LINK.up
    worker.write('{"seq":1}')
    bridge.wait(wait())
    bridge.take()
    sockets[0]?.opened()
    bridge.hold(message(1))
    worker.write('{"seq":2}')
    bridge.wait(wait())
    expect(sockets[0]?.sent.at(-1)).toBe('{"seq":1}')
    worker.notify({ up: false, reason: 'cut', sent: 0 })
    bridge.take()
    expect(bridge.reached(false)).toBe(1)
  })
})
