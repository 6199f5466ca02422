import { afterEach, describe, expect, it, vi } from 'vitest'
import { seal } from '../../src/bridge/outgoing.ts'
import { LINK } from '../../src/bridge/ring.ts'
import { BridgeError } from '../../src/errors.ts'
import { message, open, TEXT, wait } from './fake-page.ts'

const HIBERNATE = '{"jsonrpc":"2.0","method":"session.hibernate"}'

/** What is sent from now on without waiting for it, until the test ends. */
function fetched(answer?: string): unknown[] {
  const bodies: unknown[] = []
  vi.stubGlobal('fetch', async (_url: string, init: RequestInit) => {
    bodies.push(init.body)
    return new Response(answer)
  })
  return bodies
}
afterEach(() => vi.unstubAllGlobals())

describe('before the worker is up', () => {
  it('a wait sends everything by HTTP, with the session and what was taken in', () => {
    const { bridge, asked } = open(() => ({ status: 200, text: '[{"seq":1}]' }))
    bridge.hold(message(1))
    bridge.hold(message(2))
    bridge.wait(wait(2000, 7))
    expect(bridge.take()).toEqual([{ text: '[{"seq":1}]' }])
    expect(asked).toEqual([
      {
        url: 'http://java/valence/call',
        headers: {
          'Content-Type': 'application/json',
          'Valence-Session': 'r1.s1',
          'Valence-Ack': '7',
          'Valence-Wait': expect.stringMatching(/^(19\d\d|2000)$/),
        },
        body: '[{"seq":1},{"seq":2}]',
        timeout: 0,
      },
    ])
  })

  it('what HTTP has delivered is not sent again', async () => {
    const { bridge, worker, asked } = open(() => ({ status: 204 }))
    bridge.hold(message(1))
    bridge.wait(wait())
    bridge.wait(wait())
    bridge.post(message(2))
    expect(asked.map(({ body }) => body)).toEqual(['[{"seq":1}]', ''])
    expect(await worker.hear(1)).toEqual([{ type: 'send', message: message(2).sealed, acknowledged: 1 }])
  })

  it('what went to the worker goes by HTTP too, until Java says that it has it', () => {
    const { bridge, asked } = open(() => ({ status: 204 }))
    bridge.post(message(1))
    bridge.hold(message(2))
    bridge.wait(wait())
    expect(asked[0]?.body).toBe('[{"seq":1},{"seq":2}]')
  })
})

describe('while the socket is up', () => {
  it('a wait sends through the worker and reads from the ring', async () => {
    const { bridge, worker, asked } = open(() => ({ status: 500 }))
    worker.link = LINK.up
    worker.write('{"seq":1}')
    bridge.hold(message(1))
    bridge.wait(wait())
    expect(bridge.take()).toEqual([{ text: '{"seq":1}' }])
    expect(asked).toEqual([])
    expect(await worker.hear(1)).toMatchObject([{ type: 'send', message: message(1).sealed }])
  })

  it('the worker hears of what Java has though nothing more is sent, once', async () => {
    const { bridge, worker } = open(() => ({ status: 204 }))
    bridge.post(message(1))
    bridge.flush()
    bridge.forget()
    bridge.acknowledge(1)
    bridge.forget()
    bridge.forget()
    bridge.greet('next', undefined)
    expect(await worker.hear(3)).toMatchObject([
      { type: 'send', acknowledged: 0 },
      { type: 'acknowledged', seq: 1 },
      { type: 'greeting' },
    ])
  })

  it('a wait that has spun long enough parks, and reads from the ring when it is woken', () => {
    const { bridge, worker, asked } = open(() => {
      worker.write('{"seq":6}')
      return { status: 204 }
    })
    worker.link = LINK.up
    bridge.wait(wait(30_000, 5))
    expect(bridge.take()).toEqual([{ text: '{"seq":6}' }])
    expect(asked).toMatchObject([{ headers: { 'Valence-Park': '5' }, body: '' }])
  })

  it('what the socket does not bring though it is due is fetched by HTTP, after half a second of ever longer naps', () => {
    const { bridge, worker, asked } = open(({ headers }) =>
      'Valence-Park' in headers ? { status: 204 } : { status: 200, text: '[{"seq":1}]' },
    )
    worker.link = LINK.up
    const since = performance.now()
    const isFetched = (): boolean => 'Valence-Ack' in (asked.at(-1)?.headers ?? {})
    while (!isFetched()) bridge.wait(wait())
    expect(performance.now() - since).toBeGreaterThan(500)
    expect(bridge.take()).toEqual([{ text: '[{"seq":1}]' }])
    const parks = asked.slice(0, -1).map(({ headers }) => headers)
    expect(parks[0]).toMatchObject({ 'Valence-Park': '0', 'Valence-Wait': '5000' })
    expect(new Set(parks.slice(1).map(each => each['Valence-Park']))).toEqual(new Set([String(2 ** 53 - 1)]))
    const naps = parks.slice(1).map(each => Number(each['Valence-Wait']))
    expect(naps.slice(0, 7)).toEqual([2, 4, 8, 16, 32, 50, 50])
  })

  it('what has begun to come by the socket is waited for, however long it takes', () => {
    const { bridge, worker, asked } = open(() => {
      worker.write('x')
      return { status: 204 }
    })
    worker.link = LINK.up
    for (let round = 0; round < 500; round++) {
      bridge.wait(wait())
      bridge.take()
    }
    expect(asked.every(({ headers }) => 'Valence-Park' in headers)).toBe(true)
  })

  it('a page that may not park spins on', () => {
    const { bridge, worker } = open(() => {
      throw new Error('Synchronous XHR in page dismissal')
    })
    worker.link = LINK.up
    bridge.wait(wait())
    expect(bridge.take()).toEqual([])
    worker.write('{"seq":1}')
    bridge.wait(wait())
    expect(bridge.take()).toEqual([{ text: '{"seq":1}' }])
  })

  it('what came during a wait that threw is told later', async () => {
    const { bridge, worker, heard } = open(() => {
      worker.write('{"seq":1}')
      return { status: 403, text: 'unknown origin' }
    })
    worker.link = LINK.up
    expect(() => bridge.wait(wait())).toThrow(BridgeError)
    await heard
    expect(bridge.take()).toEqual([{ text: '{"seq":1}' }])
  })

  it("a worker's thread sleeps and never parks", () => {
    const { bridge, worker, asked } = open(() => ({ status: 500 }), { maySleep: true })
    worker.link = LINK.up
    bridge.wait(wait(1))
    expect(asked).toEqual([])
  })
})

describe('while the socket is down', () => {
  it('a wait goes by HTTP', () => {
    const { bridge, worker, asked } = open(() => ({ status: 204 }))
    worker.link = LINK.down
    bridge.hold(message(1))
    bridge.wait(wait())
    expect(asked).toMatchObject([{ body: '[{"seq":1}]' }])
  })

  it('and HTTP fails too, the worker gets the message and the wait goes on', async () => {
    const { bridge, worker } = open(() => ({ status: 503, text: 'starting' }))
    worker.link = LINK.down
    bridge.hold(message(1))
    for (let round = 0; round < 10; round++) bridge.wait(wait())
    expect(bridge.ailment()).toBe('http://java/valence/call answered HTTP 503: starting')
    expect(await worker.hear(1)).toMatchObject([{ type: 'send', message: message(1).sealed }])
  })

  it('says why', () => {
    const { bridge, worker, events } = open(() => ({ status: 204 }))
    worker.notify({ up: false, reason: 'socket closed with 1006', sent: 0 })
    worker.write('{"seq":1}')
    worker.link = LINK.down
    expect(bridge.take()).toEqual([{ text: '{"seq":1}' }])
    expect(bridge.ailment()).toBe('the link to Java is down: socket closed with 1006')
    worker.notify({ up: true, reason: '', sent: 0 })
    worker.link = LINK.up
    bridge.take()
    expect(bridge.ailment()).toBeUndefined()
    expect(events).toEqual(['down', 'up'])
  })
})

describe('without shared memory', () => {
  it('frames of the socket come through the port', async () => {
    const { bridge, worker, heard } = open(() => ({ status: 204 }), { sharesMemory: false })
    expect(worker.start?.memory).toBeUndefined()
    const bytes = new TextEncoder().encode('{"seq":1}').buffer
    worker.start?.port.postMessage({ type: 'frame', bytes })
    await heard
    expect(bridge.take()).toEqual([{ text: '{"seq":1}' }])
  })

  it('a wait gives up soon where synchronous requests fail: nothing else could bring the answer', () => {
    const { bridge } = open(
      () => {
        throw new Error('Synchronous XHR in page dismissal')
      },
      { sharesMemory: false },
    )
    const begun = wait()
    const giveUp = (): void => {
      for (let round = 0; round < 100; round++) bridge.wait(begun)
    }
    expect(giveUp).toThrow(
      new BridgeError(
        'a synchronous request to http://java/valence/call failed: Synchronous XHR in page dismissal',
      ),
    )
    expect(performance.now() - begun.since).toBeLessThan(1500)
  })

  it('a wait goes on where the network fails: it may come back', () => {
    let isAway = true
    const { bridge, asked } = open(
      () => {
        if (!isAway) return { status: 200, text: '[{"seq":1}]' }
        throw new Error(
          "Failed to execute 'send' on 'XMLHttpRequest': Failed to load 'http://java/valence/call'.",
        )
      },
      { sharesMemory: false },
    )
    const begun = wait()
    while (performance.now() - begun.since < 3000) bridge.wait(begun)
    expect(asked.length).toBeGreaterThan(2)
    isAway = false
    bridge.wait(begun)
    expect(bridge.take()).toEqual([{ text: '[{"seq":1}]' }])
  })
})

describe("Java's door", () => {
  it('that refuses the page ends the wait at once', () => {
    const { bridge } = open(() => ({ status: 403, text: 'unknown origin' }))
    expect(() => bridge.wait(wait())).toThrow(
      new BridgeError('Java refuses this page: http://java/valence/call answered HTTP 403: unknown origin'),
    )
  })

  it('may refuse in JSON, which the session understands', () => {
    const lost = '{"jsonrpc":"2.0","id":null,"error":{"code":-32011,"message":"unknown session"}}'
    const { bridge } = open(() => ({ status: 404, text: lost }))
    bridge.wait(wait())
    expect(bridge.take()).toEqual([{ text: lost }])
  })
})

describe('what HTTP says', () => {
  it('acknowledges nothing unless it succeeded: a proxy speaks JSON too', () => {
    const { bridge, asked } = open(() => ({ status: 502, text: '{"error":"bad gateway"}' }))
    bridge.hold(message(1))
    bridge.wait(wait())
    bridge.wait(wait())
    expect(bridge.take()).toEqual([])
    expect(asked.map(({ body }) => body)).toEqual(['[{"seq":1}]', '[{"seq":1}]'])
  })

  it('is a refusal where a proxy refuses in JSON', () => {
    const { bridge } = open(() => ({ status: 404, text: '{"error":"no such page"}' }))
    expect(() => bridge.wait(wait())).toThrow(BridgeError)
  })
})

describe('a batch', () => {
  it('is as long as Java takes, and the rest follows', () => {
    const { bridge, asked } = open(() => ({ status: 204 }))
    bridge.limit(23)
    for (const seq of [1, 2, 3]) bridge.hold(message(seq))
    for (let round = 0; round < 3; round++) bridge.wait(wait())
    expect(asked.map(({ body }) => body)).toEqual(['[{"seq":1},{"seq":2}]', '[{"seq":3}]', ''])
    expect(asked.map(({ headers }) => headers['Valence-Wait'] === '1')).toEqual([true, false, false])
  })

  it('has one message at least', () => {
    const { bridge, asked } = open(() => ({ status: 204 }))
    bridge.limit(9)
    for (const seq of [1, 2]) bridge.hold(message(seq))
    bridge.wait(wait())
    expect(asked[0]?.body).toBe('[{"seq":1}]')
  })
})

describe('hibernating', () => {
  it('gives up both sockets, the worker after all that was posted', async () => {
    const { bridge, worker, sockets } = open(() => ({ status: 204 }))
    worker.link = LINK.up
    worker.write('{"seq":1}')
    bridge.wait(wait())
    sockets[0]?.opened()
    bridge.post(message(1))
    bridge.hibernate()
    expect(sockets[0]?.readyState).toBe(3)
    bridge.post(message(2))
    bridge.resume()
    bridge.resume()
    expect(await worker.hear(4)).toMatchObject([
      { type: 'send', message: message(1).sealed },
      { type: 'hibernate' },
      { type: 'resume' },
      { type: 'send', message: message(2).sealed },
    ])
  })

  it('waits until the worker has closed its socket, for it is frozen next, and else says it by HTTP', () => {
    const { bridge, worker } = open(() => ({ status: 204 }))
    const bodies = fetched()
    worker.link = LINK.up
    const since = performance.now()
    bridge.hibernate()
    expect(performance.now() - since).toBeGreaterThanOrEqual(50)
    expect(bodies).toEqual([HIBERNATE])
    worker.link = LINK.down
    const again = performance.now()
    bridge.hibernate()
    expect(performance.now() - again).toBeLessThan(50)
    expect(bodies).toEqual([HIBERNATE])
  })

  it('says it by HTTP where it cannot see what the worker does', () => {
    const { bridge } = open(() => ({ status: 204 }), { sharesMemory: false })
    const bodies = fetched()
    bridge.hibernate()
    expect(bodies).toEqual([HIBERNATE])
  })

  it('a wait that nothing can end throws at once, and goes on after that', () => {
    const { bridge, worker, asked } = open(() => ({ status: 204 }))
    worker.link = LINK.down
    bridge.hibernate()
    expect(() => bridge.wait(wait())).toThrow(
      new BridgeError(
        'this page hibernates, for its browser is about to freeze it; Java is asked when it goes on',
      ),
    )
    expect(asked).toEqual([])
    bridge.resume()
    bridge.wait(wait())
    expect(asked).toHaveLength(1)
  })

  it('a page without a worker asks Java by itself whether it is still known', async () => {
    const { bridge, heard } = open(
      () => ({ status: 204 }),
      {},
      undefined,
      () => undefined,
    )
    const lost = '{"jsonrpc":"2.0","id":"resume","error":{"code":-32011,"message":"unknown session"}}'
    const asked = fetched(lost)
    bridge.greet('greeting that resumes', undefined)
    bridge.hibernate()
    expect(asked).toEqual([])
    bridge.resume()
    await heard
    expect(asked).toEqual(['greeting that resumes'])
    expect(bridge.take()).toEqual([{ text: lost }])
  })
})

describe('closing', () => {
  it('says good-bye alone where all that waits is more than a farewell may carry', () => {
    const { bridge } = open(() => ({ status: 204 }))
    const bodies = fetched()
    bridge.hold(seal(1, ['€'.repeat(25_000)], TEXT))
    bridge.close(message(2))
    expect(bodies).toEqual(['{"jsonrpc":"2.0","method":"session.close"}'])
  })

  it('waits until the worker has sent the last word', async () => {
    const { bridge, worker } = open(() => ({ status: 204 }))
    worker.link = LINK.up
    bridge.close(message(9))
    expect(await worker.hear(2)).toMatchObject([
      { type: 'send', message: message(9).sealed },
      { type: 'close' },
    ])
  })
})
