import { describe, expect, it, vi } from 'vitest'
import { SentBytes } from '../../src/attachments.ts'
import { type Outgoing, seal } from '../../src/bridge/outgoing.ts'
import { LINK } from '../../src/bridge/ring.ts'
import { open, wait } from './fake-page.ts'

describe('a packet', () => {
  const capacity = { packets: true, sharesMemory: true, messageBytes: 10_000 }
  const packet = (seq: number, length: number): Outgoing =>
    seal(seq, { seq, value: new SentBytes('Uint8Array', new Uint8Array(length)) }, capacity)

  it('goes to the worker as memory that it shares', async () => {
    const { bridge, worker } = open(() => ({ status: 204 }))
    worker.link = LINK.up
    const outgoing = packet(1, 9000)
    bridge.post(outgoing)
    const [told] = await worker.hear(1)
    expect(told).toEqual({ type: 'send', message: outgoing.sealed, acknowledged: 0 })
    const [sent, received] = [outgoing.sealed, (told as { message: unknown }).message] as {
      packet: Uint8Array
    }[]
    if (sent) sent.packet[3] = 77
    expect(received?.packet[3]).toBe(77)
  })

  it('is JSON for HTTP', () => {
    const { bridge, asked } = open(() => ({ status: 204 }))
    bridge.hold(packet(1, 300))
    bridge.wait(wait())
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual([
      { seq: 1, value: { $: 'bytes', type: 'Uint8Array', data: 'A'.repeat(400) } },
    ])
  })

  it('that is too long for HTTP waits for the socket, and the page learns why', () => {
    const { bridge, worker, asked } = open(() => ({ status: 204 }))
    bridge.limit(10_000)
    worker.link = LINK.down
    bridge.hold(packet(1, 9000))
    bridge.wait(wait())
    expect(asked).toEqual([])
    expect(bridge.ailment()).toBe('a message waits for the socket, being too long for HTTP')
    worker.link = LINK.up
    worker.write('{"seq":1}')
    bridge.wait(wait())
    expect(bridge.take()).toEqual([{ text: '{"seq":1}' }])
  })

  it('that is long leaves the core to the threads that carry it: the page parks at once', () => {
    const pausesFor = (length: number): number => {
      const { bridge, worker } = open(() => ({ status: 204 }))
      worker.link = LINK.up
      const pause = vi.fn()
      vi.stubGlobal('Atomics', Object.create(Atomics, { pause: { value: pause } }))
      bridge.hold(seal(1, { value: new SentBytes('Uint8Array', new Uint8Array(length)) }, roomy))
      bridge.wait(wait())
      vi.unstubAllGlobals()
      return pause.mock.calls.length
    }
    const roomy = { ...capacity, messageBytes: 10_000_000 }
    expect(pausesFor(3_000_000)).toBeLessThan(1000)
    expect(pausesFor(1_000_000)).toBeGreaterThan(1000)
  })

  it('of Java may begin on a link that breaks, and comes whole by the next', () => {
    const { bridge, worker } = open(() => ({ status: 204 }))
    worker.link = LINK.up
    const bytes = (packet(1, 300).sealed as { packet: Uint8Array }).packet
    worker.ring?.write(bytes.subarray(0, 100))
    expect(bridge.take()).toEqual([])
    worker.notify({ up: false, reason: 'cut', sent: 0 })
    worker.notify({ up: true, reason: '', sent: 0 })
    worker.ring?.write(bytes.subarray(0, 50))
    worker.ring?.write(bytes.subarray(50))
    expect(bridge.take()).toMatchObject([{ attachments: new ArrayBuffer(300) }])
  })
})
