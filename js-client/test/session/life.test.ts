import { describe, expect, it } from 'vitest'
import { NotAdmittedError, SessionLostError } from '../../src/errors.ts'
import { FakeJava, Refusal, SILENCE } from '../fake-java.ts'
import { openPage } from '../page.ts'

describe('opening', () => {
  it('gives the remote module a getter for each built-in, asked for once (F-07)', () => {
    const { remote, java } = openPage({ 'remote.builtin': ([name]) => `module ${name}` })
    expect(Object.keys(remote)).toContain('BrowserWindow')
    expect([remote.app, remote.app]).toEqual(['module app', 'module app'])
    expect(java.asked('remote.builtin')).toEqual([['app']])
    expect(remote.unknown).toBeUndefined()
  })

  it('asks again for a built-in that was released', () => {
    const members = {
      name: 'App',
      id: 12,
      parent: null,
      members: [],
      own: [],
      statics: [],
      constructible: false,
    }
    let id = 20
    const { remote } = openPage({
      'remote.builtin': () => ({ $: 'ref', id: ++id, n: 1, class: id === 21 ? members : 12 }),
      'reference.release': () => undefined,
    })
    const first = remote.app as object
    expect(remote.app).toBe(first)
    remote.release(first)
    expect(remote.app).not.toBe(first)
  })

  it('makes the greeting of later links one that resumes', () => {
    const { java } = openPage()
    expect(java.greetings.map(text => JSON.parse(text))).toMatchObject([
      { method: 'session.open', seq: 1, params: [{ renderer: 'r1', secret: 's1' }] },
      { method: 'session.open', params: [{ renderer: 'r1', secret: 's1', resume: true }] },
    ])
    expect(JSON.parse(java.greetings[1] ?? '')).not.toHaveProperty('seq')
  })

  it('that is awaited blocks until the answer is there', () => {
    const page = openPage({
      'session.open': () => {
        throw SILENCE
      },
    })
    page.java.onWait = () => page.java.send({ id: 1, result: FakeJava.OPENED })
    function entry(): void {
      page.session.awaitOpen(entry)
    }
    entry()
    expect(Object.keys(page.remote)).toContain('app')
  })

  it('that Java refuses loses the session', () => {
    const { remote, turn } = openPage({
      'session.open': () => {
        throw new Refusal(-32012, 'too many sessions')
      },
    })
    const lost: unknown[] = []
    remote.on('session-lost', reason => lost.push(reason))
    turn()
    expect(lost).toMatchObject([{ message: 'Java did not open a session: too many sessions' }])
    expect(() => remote.getGlobal('x')).toThrow(SessionLostError)
  })

  it('that Java does not admit loses the session, and says how to open the page', () => {
    const { remote, turn, java } = openPage({
      'session.open': () => {
        throw new Refusal(-32015, 'Open it by MainProcess.launchAddress(page)')
      },
    })
    const lost: unknown[] = []
    remote.on('session-lost', reason => lost.push(reason))
    turn()
    expect(lost).toMatchObject([{ name: 'NotAdmittedError' }])
    expect(() => remote.getGlobal('x')).toThrow(NotAdmittedError)
    expect(() => remote.getGlobal('x')).toThrow('MainProcess.launchAddress(page)')
    expect(java.isClosed).toBe(true)
  })

  it('gives three signs of life in the time after which Java misses them', () => {
    const limits = { silence: 30_000 }
    const { java } = openPage({ 'session.open': () => ({ ...FakeJava.OPENED, limits }) })
    expect(java.paces).toEqual([10_000])
    expect(openPage().java.paces).toEqual([])
  })

  it("takes Java's deadline unless the page has its own", () => {
    const limits = { deadline: 1000 }
    const open = { 'session.open': () => ({ ...FakeJava.OPENED, limits }) }
    expect(openPage(open).remote.deadline).toBe(1000)
    const { session, java, remote } = openPage({
      'session.open': () => {
        throw SILENCE
      },
    })
    remote.deadline = 30_000
    java.send({ id: 1, result: { ...FakeJava.OPENED, limits } })
    session.awaitOpen(openPage)
    expect(remote.deadline).toBe(30_000)
  })
})

describe('what comes in', () => {
  it('and cannot be read costs no other message', () => {
    const { java, remote, turn } = openPage({ 'remote.global': () => 'value' })
    java.sendRaw('<html>')
    expect(remote.getGlobal('x')).toBe('value')
    expect(turn()).toMatchObject([{ name: 'SyntaxError' }])
  })

  it('and cannot be decoded is answered where Java asked', () => {
    const { java, turn } = openPage()
    java.send({ id: 7, method: 'callback.call', params: [1, { $: 'nonsense' }] })
    java.wake()
    expect(turn()).toEqual([])
    expect(java.sent.at(-1)).toMatchObject({ id: 7, error: { data: { name: 'MarshalError' } } })
  })

  it('is read as it came, whatever the page has put on Object.prototype', () => {
    const wire = { $: 'object', members: {} }
    const { remote } = openPage({ 'remote.global': () => wire })
    const names = ['method', 'error', 'name', 'stack', 'code', 'cause', 'values', 'own']
    withOnPrototype(Object.fromEntries(names.map(name => [name, 'mine'])), () => {
      expect(Object.keys(remote.getGlobal('x') as object)).toEqual([])
      expect(remote.held).toBeDefined()
    })
  })

  it('which begins the session, or is a stream of the page, is read so too', () => {
    withOnPrototype({ development: true, attachments: true, n: 1 }, () => {
      const { java, remote, session } = openPage(
        { 'remote.global': () => ({ $: 'stream', id: 1 }), 'member.set': () => null },
        { draws: true },
      )
      expect(remote.syncBudget).toBeUndefined()
      const stream = new ReadableStream()
      session.set(1, 'x', stream, openPage)
      expect(remote.getGlobal('x')).toBe(stream)
      expect(java.packets).toEqual([])
    })
  })
})

describe('a session that is lost', () => {
  function lose(): ReturnType<typeof openPage> & { lost: unknown[] } {
    const lost: unknown[] = []
    const page = openPage({
      'remote.global': () => {
        throw SILENCE
      },
    })
    page.remote.on('session-lost', reason => lost.push(reason))
    page.java.onWait = () =>
      page.java.sendRaw('{"jsonrpc":"2.0","id":"resume","error":{"code":-32011,"message":"unknown session"}}')
    return { ...page, lost }
  }

  it('fails the call that waits and all later ones', () => {
    const { remote } = lose()
    expect(() => remote.getGlobal('x')).toThrow(/^unknown session/)
    expect(() => remote.getGlobal('y')).toThrow(/^unknown session/)
    expect(() => remote.require('z')).toThrow(SessionLostError)
  })

  it('is told once, in a turn of its own', () => {
    const { remote, java, turn, lost } = lose()
    expect(() => remote.getGlobal('x')).toThrow(SessionLostError)
    expect(lost).toEqual([])
    java.onWait()
    java.wake()
    turn()
    expect(lost).toHaveLength(1)
    expect(java.isClosed).toBe(true)
  })

  it('is not lost by an error that is about another session', () => {
    const { remote } = openPage({
      'remote.global': () => {
        throw new Refusal(-32011, 'the other page is gone')
      },
    })
    expect(() => remote.getGlobal('x')).toThrow(new SessionLostError('the other page is gone'))
    expect(() => remote.getGlobal('y')).toThrow(new SessionLostError('the other page is gone'))
  })

  it('throws at the line of each caller', () => {
    const { remote } = lose()
    expect(() => remote.getGlobal('x')).toThrow(SessionLostError)
    function application(): unknown {
      return remote.getGlobal('y')
    }
    try {
      application()
    } catch (error) {
      expect((error as Error).stack?.split('\n')[1]).toMatch(/at application/)
    }
  })
})

describe('a page that goes', () => {
  it('says good-bye with its last number', () => {
    const { session, java } = openPage()
    session.close()
    session.close()
    expect(java.sent.at(-1)).toMatchObject({ method: 'session.close', seq: 2 })
    expect(java.sent).toHaveLength(2)
    expect(java.isClosed).toBe(true)
  })

  it('and goes on all the same hears once that its session is lost', () => {
    const { session, remote, turn } = openPage()
    const lost: unknown[] = []
    remote.on('session-lost', reason => lost.push(reason))
    session.close()
    turn()
    expect(lost).toEqual([])
    session.resume()
    session.resume()
    turn()
    expect(lost).toHaveLength(1)
    expect(() => remote.getGlobal('x')).toThrow(SessionLostError)
  })
})

describe('a page that is frozen', () => {
  it('says what it has taken in, gives up its link, and takes it up again when it goes on', () => {
    const { session, java } = openPage()
    session.hibernate()
    expect(java.sent.at(-1)).toMatchObject({ method: 'session.alive', ack: 1 })
    expect(java.life).toEqual(['hibernate'])
    session.resume()
    expect(java.life).toEqual(['hibernate', 'resume'])
    expect(java.isClosed).toBe(false)
  })

  it('is left alone where its session is lost, and told no second time', () => {
    const { session, java, remote, turn } = openPage()
    const lost: unknown[] = []
    remote.on('session-lost', reason => lost.push(reason))
    session.lose('Java has ended it')
    turn()
    session.hibernate()
    session.resume()
    turn()
    expect(java.life).toEqual([])
    expect(lost).toMatchObject([{ message: 'Java has ended it' }])
  })
})

describe('the link', () => {
  it('is told when it goes and when Java has resumed', () => {
    const { java, remote, turn } = openPage()
    const events: string[] = []
    remote.on('disconnected', () => events.push('disconnected')).on('resumed', () => events.push('resumed'))
    java.link(true)
    java.link(false)
    java.link(false)
    turn()
    expect(events).toEqual(['disconnected'])
    java.link(true)
    turn()
    expect(events).toEqual(['disconnected'])
    java.sendRaw('{"jsonrpc":"2.0","id":"resume","result":{}}')
    java.wake()
    turn()
    expect(events).toEqual(['disconnected', 'resumed'])
  })

  it('that was never up is not told', () => {
    const { java, remote, turn } = openPage()
    const events: string[] = []
    remote.on('disconnected', () => events.push('disconnected'))
    java.link(false)
    turn()
    expect(events).toEqual([])
  })

  it('a listener that is taken off hears nothing, and one that throws stops no other', () => {
    const { java, remote, turn } = openPage()
    const events: string[] = []
    const off = (): void => void events.push('off')
    const mine = new Error('mine')
    remote.on('disconnected', off).off('disconnected', off)
    remote.on('disconnected', () => {
      throw mine
    })
    remote.on('disconnected', () => events.push('second'))
    java.link(true)
    java.link(false)
    expect(turn()).toEqual([mine])
    expect(events).toEqual(['second'])
  })

  it('an event that is none is an error that lists those there are', () => {
    const { remote } = openPage()
    expect(() => remote.on('closed' as never, () => undefined)).toThrow(
      /there are: session-lost, disconnected, resumed/,
    )
  })
})

/** Does something while `Object.prototype` has these members. */
function withOnPrototype(members: Readonly<Record<string, unknown>>, work: () => void): void {
  for (const [name, value] of Object.entries(members))
    Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true })
  try {
    work()
  } finally {
    for (const name of Object.keys(members)) Reflect.deleteProperty(Object.prototype, name)
  }
}
