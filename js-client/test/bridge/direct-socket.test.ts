import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LINK } from '../../src/bridge/ring.ts'
import { installClock } from './fake-http.ts'
import { closeAll, message, type Opened, open, wait } from './fake-page.ts'

let restoreClock = (): void => undefined
beforeEach(() => {
  restoreClock = installClock()
})
afterEach(() => {
  restoreClock()
  closeAll()
})

describe("a page's own socket", () => {
  /** A linked page whose own socket is open: its first call went by the worker. */
  function opened(): Opened {
    const page = open(() => ({ status: 204 }))
    page.worker.link = LINK.up
    page.worker.write('{}')
    page.bridge.wait(wait())
    page.bridge.take()
    page.sockets[0]?.opened()
    return page
  }
  const call = ({ bridge, worker }: Opened, seq: number): void => {
    bridge.hold(message(seq))
    worker.write(`{"ack":${seq}}`)
    bridge.wait(wait())
    bridge.take()
    bridge.acknowledge(seq)
  }

  it('joins the session and carries the calls', () => {
    const page = opened()
    call(page, 1)
    call(page, 2)
    expect(page.sockets.map(socket => socket.sent)).toEqual([
      ['{"jsonrpc":"2.0","method":"session.join","params":["r1.s1"]}', '{"seq":1}', '{"seq":2}'],
    ])
  })

  it('carries nothing that would overtake what the worker has', async () => {
    const page = opened()
    page.bridge.post(message(1))
    page.bridge.hold(message(2))
    page.worker.write('{}')
    page.bridge.wait(wait())
    expect(page.sockets[0]?.sent).toHaveLength(1)
    const told = await page.worker.hear(2)
    expect(told.map(each => (each.type === 'send' ? each.message.seq : 0))).toEqual([1, 2])
  })

  it('is not alone with a message whose answer is late', async () => {
    const page = opened()
    page.bridge.hold(message(1))
    page.bridge.wait(wait())
    expect(page.sockets[0]?.sent).toContain('{"seq":1}')
    const told = await page.worker.hear(1)
    expect(told[0]).toMatchObject({ type: 'send', message: { seq: 1 } })
  })

  it('is left alone after two late answers, until the page has been idle', async () => {
    const page = opened()
    for (const seq of [1, 2]) {
      page.bridge.hold(message(seq))
      page.bridge.wait(wait())
      page.bridge.acknowledge(seq)
    }
    // Parks that end without a frame make the next call go by the other door.
    call(page, 3)
    call(page, 4)
    expect(page.sockets[0]?.sent).not.toContain('{"seq":4}')
    await new Promise(resolve => setTimeout(resolve))
    call(page, 5)
    expect(page.sockets[0]?.sent).toContain('{"seq":5}')
  })

  it('is opened again after it was closed', () => {
    const page = opened()
    page.sockets[0]?.close()
    call(page, 1)
    expect(page.sockets).toHaveLength(2)
  })

  it('carries nothing long', () => {
    const page = opened()
    page.bridge.hold({ seq: 1, text: 'x'.repeat(70_000) })
    page.worker.write('{}')
    page.bridge.wait(wait())
    expect(page.sockets[0]?.sent).toHaveLength(1)
  })
})
