import { describe, expect, it } from 'vitest'
import {
  BridgeError,
  DeadlineError,
  LimitError,
  MarshalError,
  NoSuchModuleError,
  RemoteError,
  StaleReferenceError,
} from '../../src/errors.ts'
import { FakeJava, Refusal, SILENCE } from '../fake-java.ts'
import { openPage, type TestPage } from '../page.ts'
import { classNamed, reference } from '../proxy/wire.ts'

type Lab = Record<string, (...args: unknown[]) => unknown>

/** A page with an object whose methods are all answered by `answer`. */
function withLab(answer: (name: string, args: unknown) => unknown): TestPage & { lab: Lab } {
  const methods = ['echo', 'fail', 'other'].map(name => [name, 'm'] as const)
  const page = openPage({
    'remote.require': () => reference(1, classNamed('Lab', { members: methods })),
    'member.call': ([, name, args]) => answer(name as string, args),
  })
  return { ...page, lab: page.remote.require('./lab') as Lab }
}

function caught(work: () => unknown): Error {
  try {
    work()
  } catch (error) {
    return error as Error
  }
  throw new Error('nothing was thrown')
}

describe('a call', () => {
  it('gives what Java gives', () => {
    const { lab } = withLab((_, args) => args)
    expect(lab.echo?.(1, 'two', undefined, Number.NaN)).toEqual([1, 'two', undefined, Number.NaN])
  })

  it('carries the target, the name and the arguments', () => {
    const { lab, java } = withLab(() => null)
    lab.echo?.({ a: [1] })
    expect(java.asked('member.call')).toEqual([[1, 'echo', [{ $: 'object', members: { a: [1] } }]]])
  })

  it('sends nothing when an argument cannot be sent', () => {
    const { lab, java } = withLab(() => null)
    const before = java.sent.length
    expect(() => lab.echo?.({ label: Symbol() })).toThrow(
      new MarshalError('arguments[0].label: a symbol cannot be sent'),
    )
    expect(java.sent).toHaveLength(before)
  })

  it('sends nothing when a getter throws, and throws what that threw', () => {
    const { lab, java } = withLab(() => null)
    const before = java.sent.length
    const mine = new RangeError('mine')
    const hostile = {
      get x() {
        throw mine
      },
    }
    expect(caught(() => lab.echo?.(hostile))).toBe(mine)
    expect(java.sent).toHaveLength(before)
  })

  it('may be made by a getter of an argument of another call', () => {
    const { lab, java } = withLab(name => name)
    const argument = {
      get inner() {
        return lab.other?.()
      },
    }
    expect(lab.echo?.(argument)).toBe('echo')
    expect(java.asked('member.call')).toEqual([
      [1, 'other', []],
      [1, 'echo', [{ $: 'object', members: { inner: 'other' } }]],
    ])
    expect(java.sent.map(({ seq }) => seq)).toEqual(java.sent.map((_, index) => index + 1))
  })

  it('refuses a released object as argument, naming where it is', () => {
    const { lab, remote, java } = withLab(() => reference(5, 9))
    const given = lab.echo?.() as object
    remote.release(given)
    expect(() => lab.other?.(1, [given])).toThrow(
      new StaleReferenceError('arguments[1][0]: this page has released that object'),
    )
    expect(java.asked('member.call')).toHaveLength(1)
  })

  it('refuses a message of one byte more than the limit, and the next one is in order', () => {
    const fits = '{"jsonrpc":"2.0","method":"remote.global","params":["ééé"],"id":2,"seq":2,"ack":1}'
    const page = openPage({
      'session.open': () => ({ ...FakeJava.OPENED, limits: { messageBytes: Buffer.byteLength(fits) } }),
      'remote.global': () => 'found',
    })
    expect(() => page.remote.getGlobal('éééx')).toThrow(LimitError)
    expect(page.remote.getGlobal('ééé')).toBe('found')
    expect(page.java.sent.at(-1)?.seq).toBe(2)
  })
})

describe('an error', () => {
  const thrown = {
    $: 'error',
    name: 'RangeError',
    message: 'too far',
    stack: 'RangeError: too far\n\tat Far.away(Far.java:7)',
  } as const

  it('is thrown with its class, code, cause and members', () => {
    const cause = { $: 'error', name: 'SQLException', message: 'down' } as const
    const { lab } = withLab(() => {
      throw new Refusal(-32000, 'too far', { ...thrown, code: 'E_FAR', cause, members: { limit: 3 } })
    })
    const error = caught(() => lab.fail?.()) as RangeError & { code: string; cause: Error; limit: number }
    expect(error).toBeInstanceOf(RangeError)
    expect([error.message, error.code, error.limit]).toEqual(['too far', 'E_FAR', 3])
    expect([error.cause.name, error.cause.message]).toEqual(['SQLException', 'down'])
    expect(Object.keys(error)).toEqual(['code', 'limit'])
  })

  it("has the caller's stack, and Java's below it", () => {
    const { lab } = withLab(() => {
      throw new Refusal(-32000, 'too far', thrown)
    })
    function application(): unknown {
      return lab.fail?.()
    }
    const [first, second, ...rest] = caught(application).stack?.split('\n') ?? []
    expect(first).toBe('RangeError: too far')
    expect(second).toMatch(/at application .*calls\.test\.ts/)
    expect(rest.slice(-3)).toEqual(['    --- Java ---', 'RangeError: too far', '\tat Far.away(Far.java:7)'])
  })

  it('of a name that JavaScript does not know is an Error of that name', () => {
    const { lab } = withLab(() => {
      throw new Refusal(-32000, 'no', { $: 'error', name: 'IllegalStateException', message: 'no' })
    })
    const error = caught(() => lab.fail?.())
    expect([error.constructor, error.name, error instanceof RemoteError]).toEqual([
      Error,
      'IllegalStateException',
      false,
    ])
    expect(Object.keys(error)).toEqual([])
  })

  it("of Valence's own has its class", () => {
    const { remote } = openPage({
      'remote.require': () => {
        throw new Refusal(-32001, 'No module ./x', {
          $: 'error',
          name: 'NoSuchModuleError',
          message: 'No module ./x',
        })
      },
    })
    const error = caught(() => remote.require('./x'))
    expect(error).toBeInstanceOf(NoSuchModuleError)
    expect(error).toBeInstanceOf(RemoteError)
    expect(error.name).toBe('NoSuchModuleError')
  })

  it('without details has the class of its code', () => {
    const { lab } = withLab(() => {
      throw new Refusal(-32004, 'gone')
    })
    const error = caught(() => lab.fail?.()) as RemoteError
    expect(error).toBeInstanceOf(StaleReferenceError)
    expect([error.message, error.code]).toEqual(['gone', -32004])
  })

  it('may be anything that Java sends as its details', () => {
    const { lab } = withLab(() => {
      throw new Refusal(-32603, 'a defect')
    })
    expect(caught(() => lab.fail?.())).toMatchObject({ name: 'RemoteError', code: -32603 })
  })

  it('in an answer that makes no sense belongs to that call alone', () => {
    const { lab } = withLab(name => (name === 'fail' ? { $: 'mystery' } : 'fine'))
    expect(() => lab.fail?.()).toThrow(MarshalError)
    expect(lab.echo?.()).toBe('fine')
  })
})

describe('a call that is not answered', () => {
  it('ends at the deadline, saying what was asked', () => {
    const { lab, remote } = withLab(() => {
      throw SILENCE
    })
    remote.deadline = 5
    expect(() => lab.echo?.()).toThrow(
      new DeadlineError("Java did not answer member.call 'echo' within 5 ms"),
    )
  })

  it('says that Java is alive where that is known', () => {
    const { lab, remote, java } = withLab(() => {
      throw SILENCE
    })
    remote.deadline = 5
    java.isKnownToLive = true
    expect(() => lab.echo?.()).toThrow(
      new DeadlineError(
        "Java did not answer member.call 'echo' within 5 ms, but it is alive: its main thread may be busy",
      ),
    )
  })

  it('says so when the link is to blame', () => {
    const { lab, remote, java } = withLab(() => {
      throw SILENCE
    })
    remote.deadline = 5
    java.illness = 'the link to Java is down: socket closed with 1006'
    expect(() => lab.echo?.()).toThrow(
      new BridgeError(
        "member.call 'echo' got no answer within 5 ms: the link to Java is down: socket closed with 1006. Java may still execute it",
      ),
    )
  })

  it('ends at once where the bridge gives up', () => {
    const { lab, java } = withLab(() => {
      throw SILENCE
    })
    java.onWait = () => {
      throw new BridgeError('Java refuses this page')
    }
    expect(() => lab.echo?.()).toThrow(new BridgeError('Java refuses this page'))
  })

  it('throws its answer away when it comes, but counts what is in it', () => {
    const { lab, remote, java } = withLab(name => {
      if (name === 'echo') throw SILENCE
      return reference(50, 12, { n: 2 })
    })
    remote.deadline = 5
    expect(() => lab.echo?.()).toThrow(DeadlineError)
    const late = java.sent.at(-1)?.id
    java.send({ id: late, result: reference(50, classNamed('Late', { id: 12 })) })
    const object = lab.other?.() as object
    expect(object.constructor.name).toBe('Late')
    remote.release(object)
    expect(java.asked('reference.release')).toEqual([[[[50, 2]]]])
  })

  it('a deadline is a positive number', () => {
    const { remote } = openPage()
    for (const wrong of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, '5' as never, Symbol() as never])
      expect(() => {
        remote.deadline = wrong
      }).toThrow(TypeError)
    expect(remote.deadline).toBe(30_000)
  })
})

describe('releases', () => {
  it('go before the next call, in one message', () => {
    let id = 20
    const { lab, remote, java } = withLab(() =>
      reference(++id, id === 21 ? classNamed('Thing', { id: 12 }) : 12),
    )
    const things = [lab.echo?.(), lab.echo?.()] as object[]
    for (const thing of things) remote.release(thing)
    lab.echo?.()
    expect(java.sent.slice(-3).map(({ method, params }) => [method, params?.[0]])).toEqual([
      ['reference.release', [[21, 1]]],
      ['reference.release', [[22, 1]]],
      ['member.call', 1],
    ])
  })
})
