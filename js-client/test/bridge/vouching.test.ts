import { describe, expect, it } from 'vitest'
import { seek, type VouchingHost, vouch } from '../../src/bridge/vouching.ts'

/** The channels of one origin, and a clock that the test turns. */
function origin(): { host: VouchingHost; tick: () => void; open: () => number } {
  const channels = new Set<{ onmessage?: (event: { data: unknown }) => void }>()
  const timers: (() => void)[] = []
  const host: VouchingHost = {
    openChannel() {
      const channel = {
        onmessage: undefined as ((event: { data: unknown }) => void) | undefined,
        postMessage(data: unknown) {
          for (const other of channels) if (other !== (channel as unknown)) other.onmessage?.({ data })
        },
        close: () => channels.delete(channel as never),
      }
      channels.add(channel as never)
      return channel as unknown as BroadcastChannel
    },
    setTimeout: task => timers.push(task),
  }
  const tick = (): void => {
    for (const task of timers.splice(0)) task()
  }
  return { host, tick, open: () => channels.size }
}

describe('a worker that seeks', () => {
  it('is told by a page of its origin', () => {
    const { host, open } = origin()
    const told: unknown[] = []
    vouch('admission', host)
    seek(admission => told.push(admission), host)
    expect(told).toEqual(['admission'])
    expect(open()).toBe(1)
  })

  it('asks again where the page is only starting', () => {
    const { host, tick } = origin()
    const told: unknown[] = []
    seek(admission => told.push(admission), host)
    expect(told).toEqual([])
    vouch('admission', host)
    tick()
    expect(told).toEqual(['admission'])
  })

  it('is told at once that none is needed', () => {
    const { host } = origin()
    const told: unknown[] = []
    vouch(undefined, host)
    seek(admission => told.push(admission), host)
    expect(told).toEqual([undefined])
  })

  it('hears one answer of many', () => {
    const { host, tick } = origin()
    const told: unknown[] = []
    vouch('first', host)
    vouch('second', host)
    seek(admission => told.push(admission), host)
    tick()
    expect(told).toEqual(['first'])
  })

  it('gives up after a second where no page answers', () => {
    const { host, tick, open } = origin()
    const told: unknown[] = []
    seek(admission => told.push(admission), host)
    for (let i = 0; i < 19; i++) tick()
    expect(told).toEqual([])
    tick()
    expect(told).toEqual([undefined])
    expect(open()).toBe(0)
  })
})
