import { describe, expect, it } from 'vitest'
import { Scope } from '../scope.ts'

/** Members that the library's own objects have, or lack. */
const NAMES = [
  ...['renderer', 'secret', 'session', 'identity', 'origin', 'greeting', 'window', 'key', 'url', 'title'],
  ...[
    'jsonrpc',
    'method',
    'params',
    'id',
    'seq',
    'ack',
    'keep',
    'result',
    'error',
    'code',
    'data',
    'message',
  ],
  ...['$', 'type', 'name', 'members', 'values', 'own', 'class', 'n', 'at', 'length', 'callable', 'index'],
  ...['version', 'builtins', 'limits', 'depth', 'messageBytes', 'deadline', 'attachments', 'development'],
  ...[
    'text',
    'packet',
    'sealed',
    'failure',
    'cause',
    'stack',
    'released',
    'proxy',
    'resume',
    'valence',
    '__valence',
  ],
  ...[
    'taken',
    'since',
    'until',
    'memory',
    'port',
    'then',
    'release',
    'budget',
    'draws',
    'collector',
    'turns',
  ],
]

/** Accessors on the root of everything, which note what they are given and from whom they are read. */
const TRAPS = `
  seen = []
  for (const name of ${JSON.stringify(NAMES)}) Object.defineProperty(Object.prototype, name, {
    get() { seen.push(this); return undefined },
    set(value) { seen.push(value, this) },
    configurable: true,
  })`

/** All texts that a page could read in what the traps have seen. */
const SEEN = `
  (() => {
    for (const name of ${JSON.stringify(NAMES)}) delete Object.prototype[name]
    const texts = [], visited = new Set([globalThis])
    const visit = value => {
      if (typeof value === 'string') texts.push(value)
      if ((typeof value !== 'object' && typeof value !== 'function') || value === null || visited.has(value)) return
      visited.add(value)
      for (const { value: data } of Object.values(Object.getOwnPropertyDescriptors(value))) visit(data)
    }
    visit(seen)
    return texts.join()
  })()`

const CALL = "require('electron').remote.getGlobal('x')"

function secretOf(scope: Scope): string {
  const secret = scope.sessions[0]?.split('.')[1] ?? ''
  expect(secret).toHaveLength(32)
  return secret
}

describe('accessors on Object.prototype', () => {
  it('that a page had before the script get no secret and break no call', () => {
    const scope = new Scope()
    scope.run(TRAPS)
    scope.load()
    expect(scope.run(CALL)).toBe('remote.global x')
    expect(scope.run(SEEN)).not.toContain(secretOf(scope))
  })

  it('that a page gets after the script get no secret and break no call', () => {
    const scope = new Scope().load()
    scope.run(TRAPS)
    expect(scope.run(CALL)).toBe('remote.global x')
    expect(scope.run(SEEN)).not.toContain(secretOf(scope))
  })

  it('are seen by whoever reads what they are told', () => {
    const scope = new Scope()
    scope.run(`${TRAPS}; ({}).secret; ({ a: 'told' }).renderer`)
    expect(scope.run(SEEN)).toContain('told')
  })
})

describe('a page that replaces what the library uses', () => {
  for (const name of [
    'JSON',
    'Promise',
    'Reflect',
    'Map',
    'WeakMap',
    'Proxy',
    'XMLHttpRequest',
    'WebSocket',
    'Atomics',
  ])
    it(`after it was loaded does not reach it by ${name}`, () => {
      const scope = new Scope().load()
      scope.run(`used = 0; ${name} = new Proxy(function () {}, {
        get() { used++; throw new Error('used') }, apply() { used++ }, construct() { used++; return {} },
      })`)
      expect(scope.run(CALL)).toBe('remote.global x')
      expect(scope.run('used')).toBe(0)
    })

  it('wraps methods of prototypes, which the library calls as everybody does, and breaks nothing', () => {
    const scope = new Scope().load()
    scope.run(`
      wrapped = 0
      for (const root of [Array, Map, Set, WeakMap, String, Promise, Function])
        for (const name of Object.getOwnPropertyNames(root.prototype)) {
          const { value, writable } = Object.getOwnPropertyDescriptor(root.prototype, name)
          if (name === 'constructor' || typeof value !== 'function' || !writable) continue
          const apply = Reflect.apply
          root.prototype[name] = function (...given) { wrapped++; return apply(value, this, given) }
        }`)
    expect(scope.run(CALL)).toBe('remote.global x')
    // Code of the same realm has the same authority: docs/decisions/0024.
    expect(scope.run('wrapped')).toBeGreaterThan(0)
  })

  it('finds no secret where the library can be looked at', () => {
    const scope = new Scope().load()
    scope.run(CALL)
    const secret = secretOf(scope)
    expect(
      scope.run(`(() => {
        const seen = new Set(), texts = []
        const walk = value => {
          if (typeof value === 'string') texts.push(value)
          if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) return
          seen.add(value)
          texts.push(String(value instanceof Function ? Function.prototype.toString.call(value).length : ''))
          for (const key of Reflect.ownKeys(value)) {
            const { value: data, get, set } = Reflect.getOwnPropertyDescriptor(value, key)
            for (const each of [data, get, set]) walk(each)
          }
          walk(Object.getPrototypeOf(value))
        }
        walk(globalThis.valence); walk(globalThis.require)
        return texts.join()
      })()`),
    ).not.toContain(secret)
  })
})
