import { createContext, runInContext } from 'node:vm'
import { build } from 'esbuild'
import { classic } from '../bundle.mjs'
import { HEADER, type Request } from '../src/protocol.ts'
import { FakeJava } from './fake-java.ts'

const { outputFiles } = await build({ ...classic, write: false, sourcemap: false })
const script = outputFiles?.[0]?.text ?? ''

/** What Java answers in these tests. */
export function answer({ method, params }: Request): unknown {
  return method === 'session.open' ? FakeJava.OPENED : `${method} ${params?.[0]}`
}

/** A page without shared memory and without a worker: a scope in a realm of its own, and Java behind its synchronous requests. */
export class Scope {
  readonly requests: string[] = []
  /** Values of the session header. */
  readonly sessions: string[] = []
  readonly #scope: object

  constructor(extra: Record<string, unknown> = {}) {
    const { requests, sessions } = this
    class FakeRequest {
      status = 200
      responseText = ''
      open(_method: string, url: string): void {
        requests.push(url)
      }
      setRequestHeader(name: string, value: string): void {
        if (name === HEADER.session) sessions.push(value)
      }
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

  /** @param from address of the script, which stacks have */
  load(from = 'remote.js'): this {
    this.run(script, from)
    return this
  }

  run(code: string, from?: string): unknown {
    return runInContext(code, this.#scope, { ...(from && { filename: from }) })
  }
}
