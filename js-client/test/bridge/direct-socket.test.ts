import { describe, expect, it } from 'vitest'
import { seal } from '../../src/bridge/outgoing.ts'
import { LINK } from '../../src/bridge/ring.ts'
import { message, type Opened, open, TEXT, wait } from './fake-page.ts'

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
    await Promise.resolve()
    page.bridge.hold(message(2))
    page.worker.write('{}')
    page.bridge.wait(wait())
    expect(page.sockets[0]?.sent).toHaveLength(1)
    const told = await page.worker.hear(2)
    expect(told.map(each => (each.type === 'send' ? each.message.seq : 0))).toEqual([1, 2])
  })

  it('carries what was posted just before, in one frame', () => {
    const page = opened()
    page.bridge.post(message(1))
    page.bridge.hold(message(2))
    page.worker.write('{}')
    page.bridge.wait(wait())
    expect(page.sockets[0]?.sent.slice(1)).toEqual(['[{"seq":1},{"seq":2}]'])
  })

  it('is not alone with a message whose answer is late', async () => {
    const page = opened()
    page.bridge.hold(message(1))
    page.bridge.wait(wait())
    expect(page.sockets[0]?.sent).toContain('{"seq":1}')
    const told = await page.worker.hear(1)
    expect(told[0]).toMatchObject({ type: 'send', message: { seq: 1 } })
  })

  it('is left alone after two late answers, for more and more calls while they stay late', () => {
    const page = opened()
    const isDirect = (seq: number): boolean => page.sockets[0]?.sent.includes(`{"seq":${seq}}`) === true
    const late = (seq: number): void => {
      page.bridge.hold(message(seq))
      page.bridge.wait(wait())
      page.bridge.acknowledge(seq)
    }
    late(1)
    late(2)
    for (let seq = 3; seq <= 18; seq++) call(page, seq)
    late(19)
    for (let seq = 20; seq <= 51; seq++) call(page, seq)
    call(page, 52)
    late(53)
    call(page, 54)
    expect(Array.from({ length: 54 }, (_, i) => i + 1).filter(isDirect)).toEqual([1, 2, 19, 52, 53, 54])
  })

  it('is opened again after it was closed, later each time while it carries nothing', () => {
    const page = opened()
    const made: number[] = []
    page.sockets[0]?.close()
    for (let seq = 1; seq <= 60; seq++) {
      const before = page.sockets.length
      call(page, seq)
      if (page.sockets.length === before) continue
      made.push(seq)
      page.sockets.at(-1)?.close()
    }
    expect(made).toEqual([17, 50])
  })

  it('is let go of when the link goes down, and opened anew when it is up', () => {
    const page = opened()
    call(page, 1)
    page.worker.notify({ up: false, reason: 'socket closed with 1006', sent: 0 })
    page.worker.notify({ up: true, reason: '', sent: 0 })
    page.bridge.take()
    expect(page.sockets[0]?.readyState).toBe(3)
    call(page, 2)
    page.sockets[1]?.opened()
    call(page, 3)
    expect(page.sockets.map(({ sent }) => sent.slice(1))).toEqual([['{"seq":1}'], ['{"seq":3}']])
  })

  it('carries nothing before Java was told whose it is, though it is open', () => {
    const page = open(() => ({ status: 204 }))
    page.worker.link = LINK.up
    call(page, 1)
    const [socket] = page.sockets
    Object.assign(socket as object, { readyState: 1 })
    call(page, 2)
    expect(socket?.sent).toEqual([])
    socket?.opened()
    call(page, 3)
    expect(socket?.sent.slice(1)).toEqual(['{"seq":3}'])
  })

  it('carries no more than that at once', () => {
    const page = opened()
    for (const seq of [1, 2, 3]) page.bridge.hold(seal(seq, ['x'.repeat(30_000)], TEXT))
    page.worker.write('{}')
    page.bridge.wait(wait())
    expect(page.sockets[0]?.sent).toHaveLength(1)
  })

  it('carries nothing long', () => {
    const page = opened()
    page.bridge.hold(seal(1, ['x'.repeat(70_000)], TEXT))
    page.worker.write('{}')
    page.bridge.wait(wait())
    expect(page.sockets[0]?.sent).toHaveLength(1)
  })

  it('that cannot be opened costs no call anything: the worker carries them', async () => {
    const page = open(
      () => ({ status: 204 }),
      {},
      () => {
        throw new Error('no sockets here')
      },
    )
    page.worker.link = LINK.up
    call(page, 1)
    const told = await page.worker.hear(1)
    expect(told).toMatchObject([{ type: 'send', message: { seq: 1 } }])
  })
})
