import { describe, expect, it } from 'vitest'
import { LINK } from '../../src/bridge/ring.ts'
import { BridgeError } from '../../src/errors.ts'
import { installClock } from './fake-http.ts'
import { message, open, wait } from './fake-page.ts'

describe('a thread whose admission is asked of the pages of its origin', () => {
  it('does not try HTTP, which would be refused, and goes on when its socket is up', () => {
    const { bridge, worker, asked } = open(() => ({ status: 401 }), { seeks: true })
    bridge.hold(message(1))
    bridge.wait(wait(50))
    expect(asked).toEqual([])
    expect(bridge.ailment()).toContain('no page of this origin has told this worker what admits it')
    worker.link = LINK.up
    worker.write('{"seq":1}')
    bridge.wait(wait())
    expect(bridge.take()).toEqual([{ text: '{"seq":1}' }])
  })

  it('is awake as soon as the socket is up', () => {
    const { bridge, worker } = open(() => ({ status: 401 }), { seeks: true })
    let looks = 0
    const restore = installClock(() => {
      if (++looks === 20) worker.link = LINK.up
    })
    bridge.wait(wait())
    restore()
    expect(looks).toBeLessThan(100)
  })

  it('that cannot share memory is told to await valence.ready', () => {
    const { bridge } = open(() => ({ status: 401 }), { seeks: true, sharesMemory: false })
    bridge.hold(message(1))
    expect(() => bridge.wait(wait())).toThrow(BridgeError)
    expect(() => bridge.wait(wait())).toThrow('await valence.ready')
  })
})
