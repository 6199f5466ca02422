import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SessionLostError } from '../../src/errors.ts'
import { Clock } from '../clock.ts'
import { FakeJava, SILENCE } from '../fake-java.ts'
import { openPage, type TestPage } from '../page.ts'

const RETENTION = 300_000
const SILENT = 30_000
/** After it Java has surely forgotten a page of which it hears nothing. */
const FORGOTTEN = RETENTION + SILENT
/** After it the session of such a page is over. */
const OVER = FORGOTTEN + SILENT

interface Left extends TestPage {
  /** What the page has heard of its session. */
  readonly events: string[]
  /** What became of its promises, by their names. */
  readonly outcomes: Record<string, unknown>
}

let clock: Clock
beforeEach(() => {
  clock = new Clock()
})
afterEach(() => clock.restore())

function silence(): never {
  throw SILENCE
}

/** A page of which no call is answered. */
function left(retention = RETENTION): Left {
  const limits = { retention, silence: SILENT }
  const page = openPage({
    'session.open': () => ({ ...FakeJava.OPENED, limits }),
    'remote.global': silence,
    'stream.read': silence,
  })
  const events: string[] = []
  for (const event of ['disconnected', 'resumed', 'session-lost'] as const)
    page.remote.on(event, () => events.push(event))
  page.java.now = () => performance.now()
  page.java.link(true)
  return { ...page, events, outcomes: {} }
}

function note({ outcomes }: Left, name: string, promise: unknown): void {
  ;(promise as Promise<unknown>).then(
    () => {
      outcomes[name] = 'answered'
    },
    (error: SessionLostError) => {
      outcomes[name] = error.executed ?? error.name
    },
  )
}

/** Runs what promises run when they settle. */
async function settle(page: Left): Promise<void> {
  page.turn()
  await new Promise(resolve => setImmediate(resolve))
}

/** The page hears something of Java. */
function hear({ java }: Left): void {
  java.sendRaw('{"jsonrpc":"2.0","method":"session.alive"}')
  java.wake()
}

function isLost({ java }: Left): boolean {
  return java.isClosed
}

describe('a page whose Java is gone for good', () => {
  it('loses its session when Java has forgotten it and the link had its last try, and not before', () => {
    const page = left()
    page.java.link(false)
    clock.pass(OVER - 1)
    expect(isLost(page)).toBe(false)
    clock.pass(1)
    expect(isLost(page)).toBe(true)
    page.turn()
    expect(page.events).toEqual(['disconnected', 'session-lost'])
    clock.pass(OVER)
    page.turn()
    expect(page.events).toEqual(['disconnected', 'session-lost'])
  })

  it('is told which side is gone, and to reload', () => {
    const page = left()
    page.java.illness = 'the link to Java is down: socket closed with 1006'
    clock.pass(OVER)
    expect(() => page.remote.require('x')).toThrow(
      'Java gave no sign of life for 360 s (the link to Java is down: socket closed with 1006), and forgets a page ' +
        'without a link after 300 s (Limits.retention): reload the page to begin again. Java has not executed this call',
    )
  })

  it('waits for nothing any more: steps say what is known of them', async () => {
    const page = left()
    const later = page.remote.async(page.remote) as { getGlobal(name: string): unknown }
    page.java.highestReached = 2
    note(page, 'reached', later.getGlobal('x'))
    note(page, 'not reached', later.getGlobal('y'))
    clock.pass(OVER - 1)
    await settle(page)
    expect(page.outcomes).toEqual({})
    clock.pass(1)
    await settle(page)
    expect(page.outcomes).toEqual({ reached: 'unknown', 'not reached': 'no' })
  })

  it('and neither promises of Java nor reads of its streams wait', async () => {
    const page = left()
    const values = {
      $: 'array',
      values: [
        { $: 'promise', id: 7 },
        { $: 'stream', id: 8, n: 1 },
      ],
      holes: [],
    }
    page.java.onWait = () => page.java.send({ id: 2, result: values })
    const [promise, stream] = page.remote.getGlobal('x') as [Promise<unknown>, ReadableStream]
    note(page, 'promise', promise)
    note(page, 'stream', stream.getReader().read())
    await settle(page)
    expect(page.outcomes).toEqual({})
    clock.pass(OVER)
    await settle(page)
    expect(page.outcomes).toEqual({ promise: 'yes', stream: 'unknown' })
  })

  it('counts from when Java was heard last', () => {
    const page = left()
    clock.pass(FORGOTTEN - 1)
    hear(page)
    clock.pass(OVER - 1)
    expect(isLost(page)).toBe(false)
    clock.pass(1)
    expect(isLost(page)).toBe(true)
  })

  it('keeps its session where Java comes back in the last moment, and the whole time is before it again', () => {
    const page = left()
    clock.pass(OVER - 1)
    hear(page)
    clock.pass(OVER - 1)
    expect(isLost(page)).toBe(false)
    clock.pass(1)
    expect(isLost(page)).toBe(true)
  })

  it('looks at what has come, and was not looked at, first', () => {
    const page = left()
    clock.pass(OVER - 1)
    page.java.sendRaw('{"jsonrpc":"2.0","method":"session.alive"}')
    clock.pass(1)
    expect(isLost(page)).toBe(false)
  })

  it('ends once where what has come is that the session is lost', () => {
    const page = left()
    clock.pass(FORGOTTEN - 1)
    page.java.sendRaw('{"jsonrpc":"2.0","id":"resume","error":{"code":-32011,"message":"unknown session"}}')
    clock.pass(OVER)
    page.turn()
    expect(page.events).toEqual(['session-lost'])
    expect(() => page.remote.require('x')).toThrow(/^unknown session/)
  })

  it('waits for ever where Java says that it keeps sessions for longer than timers know', () => {
    const page = left(2 ** 40)
    clock.pass(2 ** 40)
    expect(isLost(page)).toBe(false)
    clock.pass(OVER)
    expect(isLost(page)).toBe(true)
  })

  it('waits as ever where Java does not say how long it keeps a session', () => {
    const page = openPage()
    clock.pass(100 * OVER)
    expect(page.java.isClosed).toBe(false)
  })
})

describe('a page that has slept', () => {
  it('frozen, loses nothing while it sleeps, and tries the link before it judges', () => {
    const page = left()
    page.session.hibernate()
    clock.pass(10 * OVER)
    expect(isLost(page)).toBe(false)
    page.session.resume()
    expect(page.java.life).toEqual(['hibernate', 'resume'])
    clock.pass(SILENT - 1)
    expect(isLost(page)).toBe(false)
    hear(page)
    clock.pass(OVER - 1)
    expect(isLost(page)).toBe(false)
  })

  it('frozen, loses its session soon after where the link does not come back', () => {
    const page = left()
    page.session.hibernate()
    clock.sleep(10 * OVER)
    page.session.resume()
    clock.pass(SILENT - 1)
    expect(isLost(page)).toBe(false)
    clock.pass(1)
    page.turn()
    expect(page.events).toEqual(['session-lost'])
  })

  it('frozen a second time during its last try, has another one', () => {
    const page = left()
    page.session.hibernate()
    clock.sleep(OVER)
    page.session.resume()
    page.session.hibernate()
    clock.sleep(OVER)
    page.session.resume()
    clock.pass(SILENT - 1)
    expect(isLost(page)).toBe(false)
    clock.pass(1)
    expect(isLost(page)).toBe(true)
  })

  it('frozen for a short time, has what is left of the whole', () => {
    const page = left()
    clock.pass(1000)
    page.session.hibernate()
    clock.sleep(1000)
    page.session.resume()
    clock.pass(OVER - 2001)
    expect(isLost(page)).toBe(false)
    clock.pass(1)
    expect(isLost(page)).toBe(true)
  })

  it('with its machine, has its last try when the late timer ends', () => {
    const page = left()
    page.java.link(false)
    clock.sleep(10 * OVER)
    clock.pass(SILENT - 1)
    expect(isLost(page)).toBe(false)
    hear(page)
    clock.pass(OVER - 1)
    expect(isLost(page)).toBe(false)
  })
})
