import { afterEach, describe, expect, it } from 'vitest'
import { framesOf, type Outgoing, seal } from '../../src/bridge/outgoing.ts'
import type { Start, ToWorker } from '../../src/bridge/port.ts'
import { TwoDoors } from '../../src/bridge/two-doors.ts'

const TEXT = { packets: false, sharesMemory: true, messageBytes: 1 << 24 }
const message = (seq: number, more = {}): Outgoing => seal(seq, { seq, ...more }, TEXT)
const packet = (seq: number): Outgoing => ({
  ...message(seq),
  sealed: { seq, packet: new Uint8Array([1, seq]) },
})

/** A bridge, and what its worker is told. */
class Posts {
  readonly told: ToWorker[] = []
  readonly bridge: TwoDoors
  #port: MessagePort | undefined

  constructor() {
    const startWorker = ({ port }: Start): undefined => {
      this.#port = port
      port.onmessage = ({ data }) => this.told.push(data as ToWorker)
    }
    const events = { frames: () => undefined, link: () => undefined }
    const address = { origin: 'http://java', session: 'r1.s1', greeting: 'greeting', seeks: false }
    const openSocket = (): WebSocket => ({}) as WebSocket
    const host = { startWorker, openSocket }
    this.bridge = new TwoDoors(address, events, host, { sharesMemory: false, maySleep: false })
  }

  get frames(): readonly string[] {
    return this.told.flatMap(told =>
      told.type === 'send' && 'text' in told.message ? [told.message.text] : [],
    )
  }

  /** Until the worker has heard all that the page told it so far. */
  async heard(): Promise<void> {
    this.bridge.greet('mark', undefined)
    while (this.told.at(-1)?.type !== 'greeting') await new Promise(resolve => setImmediate(resolve))
  }

  close(): void {
    this.#port?.close()
  }
}

const opened: Posts[] = []
function open(): Posts {
  const posts = new Posts()
  opened.push(posts)
  return posts
}
afterEach(() => {
  for (const posts of opened.splice(0)) posts.close()
})

describe('what a page posts in one go', () => {
  it('is one message to the worker, and one frame', async () => {
    const posts = open()
    for (let seq = 1; seq <= 3; seq++) posts.bridge.post(message(seq))
    await Promise.resolve()
    posts.bridge.post(message(4))
    await Promise.resolve()
    await posts.heard()
    expect(posts.frames).toEqual(['[{"seq":1},{"seq":2},{"seq":3}]', '{"seq":4}'])
  })

  it('is few frames, where it is a thousand messages', async () => {
    const posts = open()
    for (let seq = 1; seq <= 1000; seq++) posts.bridge.post(message(seq, { x: 'x'.repeat(108) }))
    await Promise.resolve()
    await posts.heard()
    expect(posts.frames).toHaveLength(3)
    expect(posts.frames.join('').match(/x{108}/g)).toHaveLength(1000)
  })

  it('leaves before the page waits, and before it closes', async () => {
    const posts = open()
    posts.bridge.post(message(1))
    posts.bridge.hold(message(2))
    posts.bridge.close(message(3))
    await posts.heard()
    expect(posts.told.map(({ type }) => type)).toEqual(['send', 'close', 'greeting'])
    expect(posts.frames).toEqual(['[{"seq":1},{"seq":2},{"seq":3}]'])
  })

  it('does not leave any more where the page closes without a last word', async () => {
    const posts = open()
    posts.bridge.post(message(1))
    posts.bridge.close(undefined)
    await Promise.resolve()
    await posts.heard()
    expect(posts.told.map(({ type }) => type)).toEqual(['close', 'greeting'])
  })
})

describe('the frames for several messages', () => {
  it('have the numbers of their last ones', () => {
    expect(framesOf([message(5), message(6)], 1000)).toEqual([{ seq: 6, text: '[{"seq":5},{"seq":6}]' }])
    expect(framesOf([message(7)], 1000)).toEqual([{ seq: 7, text: '{"seq":7}' }])
    expect(framesOf([], 1000)).toEqual([])
  })

  it('are no longer than Java takes, unless one message is', () => {
    const long = message(4, { x: 'é'.repeat(100) })
    const frames = framesOf([message(1), message(2), message(3), long, message(5)], 64)
    expect(frames.map(({ seq }) => seq)).toEqual([2, 3, 4, 5])
    for (const frame of frames)
      if ('text' in frame && frame.seq !== 4) expect(Buffer.byteLength(frame.text)).toBeLessThanOrEqual(64)
  })

  it('keep the order; packets have none but themselves', () => {
    const messages = [message(1), message(2), packet(3), packet(4), message(5), message(6)]
    const frames = framesOf(messages, 1000)
    expect(frames.map(frame => [frame.seq, 'text' in frame ? frame.text : 'packet'])).toEqual([
      [2, '[{"seq":1},{"seq":2}]'],
      [3, 'packet'],
      [4, 'packet'],
      [6, '[{"seq":5},{"seq":6}]'],
    ])
  })
})
