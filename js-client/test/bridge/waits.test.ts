import { describe, expect, it } from 'vitest'
import { LINK, WORD } from '../../src/bridge/ring.ts'
import { BridgeError } from '../../src/errors.ts'
import { message, type Opened, open, wait } from './fake-page.ts'

const PARKED = { headers: { 'Valence-Park': '0' } }
const DOOR = 'http://java/valence/call'

/** Waits as a session does, to the deadline; gives how long it took. */
function waitToTheEnd({ bridge }: Opened, ms: number): number {
  const begun = wait(ms)
  while (performance.now() < begun.until) bridge.wait(begun)
  return performance.now() - begun.since
}

describe('before a page parks', () => {
  it('its worker knocks, and is heard', () => {
    const page = open(() => ({ status: 204 }))
    page.worker.link = LINK.up
    page.bridge.wait(wait())
    expect(page.asked).toMatchObject([PARKED])
    expect(Atomics.load(page.worker.ring?.words as Int32Array, WORD.knock)).toBe(1)
  })

  it('nobody knocks for a call that ends within the spin', () => {
    const page = open(() => ({ status: 204 }))
    page.worker.link = LINK.up
    page.worker.write('{"seq":1}')
    page.bridge.wait(wait())
    expect(Atomics.load(page.worker.ring?.words as Int32Array, WORD.knock)).toBe(0)
  })

  it('nobody knocks again while it was heard just now', () => {
    const page = open(() => ({ status: 204 }))
    page.worker.link = LINK.up
    for (let round = 0; round < 5; round++) page.bridge.wait(wait())
    expect(page.asked).toHaveLength(5)
    expect(Atomics.load(page.worker.ring?.words as Int32Array, WORD.knock)).toBe(1)
  })

  it('an answer that came while nobody looked does not count: the worker knocks anew', () => {
    const page = open(() => ({ status: 204 }))
    page.worker.link = LINK.up
    page.worker.door = 'unanswered'
    page.bridge.wait(wait())
    page.worker.door = 'answered'
    page.worker.turn()
    for (let ms = 0; ms < 100; ms += 0.1) performance.now()
    page.bridge.wait(wait())
    expect(page.asked).toMatchObject([PARKED])
    expect(Atomics.load(page.worker.ring?.words as Int32Array, WORD.knock)).toBe(2)
  })
})

describe('a page that has parked', () => {
  it('is told what became of its request, until Java is heard again', () => {
    let isThere = false
    const page = open(() => {
      if (isThere) return { status: 204 }
      throw new Error('Failed to load')
    })
    page.worker.link = LINK.up
    const begun = wait()
    page.bridge.wait(begun)
    expect(page.bridge.ailment()).toBe(`a synchronous request to ${DOOR} failed: Failed to load`)
    isThere = true
    page.bridge.wait(begun)
    expect(page.bridge.ailment()).toBeUndefined()
  })
})

describe('a page that nobody answers', () => {
  it('spins to its deadline, sends no request, and names Java or the network', () => {
    const page = open(() => ({ status: 204 }))
    page.worker.link = LINK.up
    page.worker.door = 'unanswered'
    const took = waitToTheEnd(page, 3000)
    expect(took).toBeLessThan(3100)
    expect(page.asked).toEqual([])
    expect(page.bridge.ailment()).toMatch(
      /^Java gave no sign of life at http:\/\/java\/valence\/call for (29\d\d|3000) ms: its process is frozen, or the network swallows what is sent$/,
    )
    expect(page.bridge.isAlive(0)).toBe(false)
  })

  it('knocks again each time that the worker has given up, and goes on when it is heard', () => {
    const page = open(() => ({ status: 204 }))
    page.worker.link = LINK.up
    page.worker.door = 'silent'
    const begun = wait()
    for (let round = 0; round < 3; round++) page.bridge.wait(begun)
    expect(page.asked).toEqual([])
    expect(page.bridge.ailment()).toContain('Java gave no sign of life')
    page.worker.door = 'answered'
    page.bridge.wait(begun)
    expect(page.asked).toMatchObject([PARKED])
    expect(page.bridge.ailment()).toBeUndefined()
    expect(page.bridge.isAlive(begun.since)).toBe(true)
  })

  it('gets the answer that comes by the socket all the same', () => {
    const page = open(() => ({ status: 204 }))
    page.worker.link = LINK.up
    page.worker.door = 'unanswered'
    page.bridge.wait(wait())
    page.worker.write('{"seq":1}')
    page.bridge.wait(wait())
    expect(page.bridge.take()).toEqual([{ text: '{"seq":1}' }])
  })

  it('sends no request either while the link is down, and gives the worker what it has', async () => {
    const page = open(() => ({ status: 204 }))
    page.worker.link = LINK.down
    page.worker.door = 'unanswered'
    page.worker.notify({ up: false, reason: 'socket closed with 1006', sent: 0 })
    page.bridge.take()
    page.bridge.hold(message(1))
    waitToTheEnd(page, 1000)
    expect(page.asked).toEqual([])
    expect(page.bridge.ailment()).toMatch(
      /^the link to Java is down: socket closed with 1006, and Java gave no sign of life/,
    )
    expect(await page.worker.hear(1)).toMatchObject([{ type: 'send', message: message(1).sealed }])
  })

  it('goes to no door at which the worker was refused, and says so', () => {
    const page = open(() => ({ status: 204 }))
    page.worker.link = LINK.down
    page.worker.door = 'refused'
    page.worker.notify({ up: false, reason: 'socket closed with 1006', sent: 0 })
    page.bridge.take()
    waitToTheEnd(page, 1000)
    expect(page.asked).toEqual([])
    expect(page.bridge.ailment()).toBe(
      `the link to Java is down: socket closed with 1006, and a request to ${DOOR} failed: nothing answers there`,
    )
  })

  it('asks in vain for what the ring does not bring, and spins', () => {
    const page = open(() => ({ status: 204 }))
    page.worker.link = LINK.up
    const begun = wait()
    while (performance.now() < begun.since + 700) page.bridge.wait(begun)
    page.worker.door = 'unanswered'
    // What was heard just now holds for a moment.
    for (let ms = 0; ms < 100; ms += 0.1) performance.now()
    const before = page.asked.length
    waitToTheEnd(page, 1000)
    expect(page.asked).toHaveLength(before)
  })
})

describe('an I/O worker that has stopped', () => {
  it('is named where the deadline is nearer than the patience with it', () => {
    const page = open(() => ({ status: 204 }))
    page.worker.link = LINK.up
    page.worker.door = 'deaf'
    waitToTheEnd(page, 1000)
    expect(page.bridge.ailment()).toMatch(/^the I\/O worker of this page gave no sign of life for \d+ ms$/)
  })

  it('is gone round after two and a half seconds, and at once by the next calls', () => {
    const page = open(({ headers }) => ({ status: 204, text: String(headers) }))
    page.worker.link = LINK.up
    page.worker.door = 'deaf'
    const begun = wait()
    while (page.asked.length === 0) page.bridge.wait(begun)
    expect(performance.now() - begun.since).toBeGreaterThan(2500)
    expect(performance.now() - begun.since).toBeLessThan(3000)
    expect(page.asked).toMatchObject([{ headers: { 'Valence-Ack': '0' } }])
    expect(page.bridge.ailment()).toMatch(/^the I\/O worker of this page has stopped/)
    const next = wait()
    page.bridge.wait(next)
    expect(page.asked).toHaveLength(2)
    expect(performance.now() - next.since).toBeLessThan(10)
  })

  it('is asked again once it is heard', () => {
    const page = open(() => ({ status: 204 }))
    page.worker.link = LINK.up
    page.worker.door = 'deaf'
    const begun = wait()
    while (page.asked.length === 0) page.bridge.wait(begun)
    Atomics.add(page.worker.ring?.words as Int32Array, WORD.beat, 1)
    page.worker.door = 'answered'
    page.bridge.wait(wait())
    expect(page.asked).toMatchObject([{}, PARKED])
    expect(page.bridge.ailment()).toBeUndefined()
  })

  it('leaves a page to the other door: where that fails too the wait ends soon, and both are named', () => {
    const page = open(() => ({ status: 503, text: 'away' }))
    page.worker.link = LINK.up
    page.worker.door = 'deaf'
    const begun = performance.now()
    expect(() => waitToTheEnd(page, 30_000)).toThrow(
      new BridgeError(`the I/O worker of this page has stopped, and ${DOOR} answered HTTP 503: away`),
    )
    expect(performance.now() - begun).toBeLessThan(4000)
  })
})

describe('when Java was heard last', () => {
  it('is when something came by either door, be it that nothing is due', () => {
    let status = 502
    const page = open(() => ({ status }), { sharesMemory: false })
    page.bridge.wait(wait(1))
    expect(page.bridge.take()).toEqual([])
    expect(page.bridge.heard).toBe(Number.NEGATIVE_INFINITY)
    status = 204
    let since = performance.now()
    page.bridge.wait(wait(1))
    expect(page.bridge.heard).toBeGreaterThan(since)

    const linked = open(() => ({ status: 204 }))
    linked.worker.write('{"seq":1}')
    since = performance.now()
    expect(linked.bridge.take()).toHaveLength(1)
    expect(linked.bridge.heard).toBeGreaterThan(since)
  })
})

describe("a worker's thread", () => {
  it('sleeps without a knock, and has the worker knock when it takes long, to know who was silent', () => {
    const page = open(() => ({ status: 500 }), { maySleep: true })
    page.worker.link = LINK.up
    page.worker.door = 'unanswered'
    const since = performance.now()
    page.bridge.wait({ taken: 0, since, until: since + 1 })
    expect(page.bridge.ailment()).toBeUndefined()
    page.bridge.wait({ taken: 0, since: since - 600, until: performance.now() + 2 })
    expect(page.asked).toEqual([])
    expect(page.bridge.ailment()).toContain('Java gave no sign of life')
    page.worker.door = 'answered'
    page.worker.turn()
    expect(page.bridge.ailment()).toBeUndefined()
  })

  it('gives a request up that Java leaves without an answer, and says so', () => {
    const page = open(
      () => {
        throw new DOMException('Failed to load', 'TimeoutError')
      },
      { maySleep: true, sharesMemory: false },
    )
    page.bridge.wait(wait(8000))
    expect(page.asked).toMatchObject([{ headers: { 'Valence-Wait': '5000' }, timeout: 8500 }])
    expect(page.bridge.ailment()).toBe(`Java gave no sign of life at ${DOOR} for 8500 ms`)
  })
})
