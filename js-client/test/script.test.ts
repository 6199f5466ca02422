import { describe, expect, it } from 'vitest'
import type { Start, ToWorker } from '../src/bridge/port.ts'
import { LINK, RingWriter, WORD } from '../src/bridge/ring.ts'
import type { Request } from '../src/protocol.ts'
import { answer, Scope } from './scope.ts'

/**
 * Shared memory, a worker whose link is up at once, and Java behind it.
 *
 * @param sockets gets the addresses of the sockets that the page makes itself
 */
function sharing(sockets: string[]): Record<string, unknown> {
  let ring: RingWriter | undefined
  class Worker {
    postMessage({ memory }: Start): void {
      ring = new RingWriter(memory as SharedArrayBuffer, () => undefined)
      Atomics.store(ring.words, WORD.link, LINK.up)
    }
    addEventListener(): void {}
  }
  class MessageChannel {
    port1 = {
      postMessage(told: ToWorker): void {
        if (told.type !== 'send' || !('text' in told.message)) return
        const request = JSON.parse(told.message.text) as Request
        const response = { id: request.id, seq: request.seq, result: answer(request) }
        ring?.write(new TextEncoder().encode(JSON.stringify(response)))
      },
    }
    port2 = {}
  }
  class WebSocket {
    constructor(url: string) {
      sockets.push(url)
    }
  }
  class OurURL extends URL {
    static override createObjectURL = (): string => 'blob:'
  }
  return { crossOriginIsolated: true, Worker, MessageChannel, WebSocket, URL: OurURL }
}

describe('the classic script', () => {
  it("gives a page require('electron').remote, open for the first line that uses it", () => {
    const scope = new Scope().load()
    expect(scope.run("const { app } = require('electron').remote; app")).toBe('remote.builtin app')
    expect(scope.requests).toEqual(['http://page/valence/call', 'http://page/valence/call'])
  })

  it('finds Java beside it in a worker, whose own server is another', () => {
    const scope = new Scope({ document: undefined }).load('http://java:8080/valence/remote.js')
    expect(scope.run('valence.remote.app')).toBe('remote.builtin app')
    expect(new Set(scope.requests)).toEqual(new Set(['http://java:8080/valence/call']))
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

  it('makes its own socket in a page that has deleted WebSocket since (F-15)', () => {
    const sockets: string[] = []
    const scope = new Scope(sharing(sockets)).load()
    scope.run('delete globalThis.WebSocket')
    expect(scope.run("require('electron').remote.getGlobal('x')")).toBe('remote.global x')
    expect(scope.requests).toEqual([])
    expect(sockets).toEqual(['ws://page/valence/socket'])
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
