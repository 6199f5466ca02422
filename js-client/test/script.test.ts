import { createContext, runInContext } from 'node:vm'
import { build } from 'esbuild'
import { beforeAll, describe, expect, it } from 'vitest'
import { classic } from '../bundle.mjs'
import type { Request } from '../src/protocol.ts'
import { FakeJava } from './fake-java.ts'

let script = ''
beforeAll(async () => {
  const { outputFiles } = await build({ ...classic, write: false, sourcemap: false })
  script = outputFiles?.[0]?.text ?? ''
})

/** What Java answers in these tests. */
function answer({ method, params }: Request): unknown {
  return method === 'session.open' ? FakeJava.OPENED : `${method} ${params?.[0]}`
}

/** A page without shared memory and without a worker: a scope in a realm of its own, and Java behind its synchronous requests. */
class Scope {
  readonly requests: string[] = []
  readonly #scope: object

  constructor(extra: Record<string, unknown> = {}) {
    const { requests } = this
    class FakeRequest {
      status = 200
      responseText = ''
      open(_method: string, url: string): void {
        requests.push(url)
      }
      setRequestHeader(): void {}
      send(body: string): void {
        const asked = JSON.parse(body || '[]') as Request[]
        const answers = asked.map(request => ({ id: request.id, seq: request.seq, result: answer(request) }))
        this.responseText = JSON.stringify(answers)
      }
    }
    class SilentChannel {
      port1 = { postMessage: () => undefined }
      port2 = { postMessage: () => undefined }
    }
    this.#scope = createContext({
      ...{
        XMLHttpRequest: FakeRequest,
        MessageChannel: SilentChannel,
        crossOriginIsolated: false,
        crypto,
        performance,
      },
      ...{
        location: { origin: 'http://page', href: 'http://page/index.html' },
        Blob,
        ReadableStream,
        setTimeout,
        TextDecoder,
        TextEncoder,
        URL,
      },
      ...extra,
    })
  }

  load(): this {
    this.run(script)
    return this
  }

  run(code: string): unknown {
    return runInContext(code, this.#scope)
  }
}

describe('the classic script', () => {
  it("gives a page require('electron').remote, open for the first line that uses it", () => {
    const scope = new Scope().load()
    expect(scope.run("const { app } = require('electron').remote; app")).toBe('remote.builtin app')
    expect(scope.requests).toEqual(['http://page/valence/call', 'http://page/valence/call'])
  })

  it('sends nothing by itself that the page would have to wait for', () => {
    expect(new Scope().load().requests).toEqual([])
  })

  it('names what there is where another module is asked for', () => {
    const scope = new Scope().load()
    expect(() => scope.run("require('fs')")).toThrow(
      "Cannot find module 'fs'. A page has the module 'electron'; Java's are found by require('electron').remote.require('fs')",
    )
    expect(scope.run("try { require('fs') } catch (error) { error.name }")).toBe('NoSuchModuleError')
  })

  it("leaves a page's own require alone", () => {
    const scope = new Scope({ require: () => 'mine' }).load()
    expect(scope.run("require('electron')")).toBe('mine')
    expect(scope.run('valence.remote.app')).toBe('remote.builtin app')
    expect(scope.run("valence.require('electron').remote === valence.remote")).toBe(true)
  })

  it('loaded twice is one session', () => {
    const scope = new Scope().load()
    scope.run('first = valence')
    expect(scope.load().run('first === valence')).toBe(true)
  })

  it('adds valence and require to the scope, and nothing else', () => {
    const names = 'Object.getOwnPropertyNames(globalThis)'
    const before = new Scope().run(names) as string[]
    const after = new Scope().load().run(names) as string[]
    expect(after.filter(name => !before.includes(name)).sort()).toEqual(['require', 'valence'])
  })

  it('takes the server from the window that Valence opened', () => {
    const scope = new Scope({ __valence: { window: { id: 1, key: 'k' }, origin: 'http://java:1' } }).load()
    scope.run('valence.remote')
    expect(scope.requests).toEqual(['http://java:1/valence/call'])
  })

  it('works in a page that has replaced or deleted globals since (F-15, F-77)', () => {
    const scope = new Scope().load()
    scope.run(`
      for (const name of ['Promise', 'JSON', 'Map', 'Set', 'WeakMap', 'WeakRef', 'FinalizationRegistry', 'Object', 'Array',
        'Reflect', 'Error', 'TypeError', 'Number', 'String', 'Date', 'XMLHttpRequest', 'setTimeout', 'performance'])
        globalThis[name] = undefined
    `)
    expect(scope.run("require('electron').remote.getGlobal('x')")).toBe('remote.global x')
  })
})
