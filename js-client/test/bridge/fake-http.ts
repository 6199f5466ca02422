/** What a request was, as the server saw it. */
export interface SeenRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** When the browser gives it up, in milliseconds; 0 is never. */
  readonly timeout: number
}

/** What the server answers; thrown errors are what the browser throws. */
export type Server = (request: SeenRequest) => { readonly status: number; readonly text?: string }

/** Puts a synchronous XMLHttpRequest into the global scope which asks `server`; returns all that it was asked. */
export function installHttp(server: Server): SeenRequest[] {
  const seen: SeenRequest[] = []
  class FakeRequest {
    status = 0
    timeout = 0
    responseText = ''
    #url = ''
    readonly #headers: Record<string, string> = {}

    open(method: string, url: string, async: boolean): void {
      if (method !== 'POST' || async) throw new Error('Only synchronous POST is expected')
      this.#url = url
    }

    setRequestHeader(name: string, value: string): void {
      this.#headers[name] = value
    }

    send(body: string): void {
      const request = { url: this.#url, headers: this.#headers, body, timeout: this.timeout }
      seen.push(request)
      const { status, text = '' } = server(request)
      this.status = status
      this.responseText = text
    }
  }
  globalThis.XMLHttpRequest = FakeRequest as unknown as typeof XMLHttpRequest
  return seen
}

/**
 * A clock on which each look takes a tenth of a millisecond, so that loops that wait end soon. Returns what puts the real one back.
 *
 * @param onLook what other threads do meanwhile
 */
export function installClock(onLook: () => void = () => undefined): () => void {
  const real = performance.now
  let now = 1000
  performance.now = () => {
    now += 0.1
    onLook()
    return now
  }
  return () => {
    performance.now = real
  }
}
