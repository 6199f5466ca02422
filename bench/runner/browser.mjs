/** A headless Chromium, driven by the DevTools protocol over a pipe: no port, and no library. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const FLAGS = [
  '--headless',
  '--remote-debugging-pipe',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // What drops down from the address bar is a page of the browser's own, which is at work when it likes.
  '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup',
  // The pages of all contenders are open at once and only one of them is in front.
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
]

export class Browser {
  #process
  #profile = mkdtempSync(join(tmpdir(), 'valence-bench-'))
  #pending = new Map()
  #id = 0

  constructor(executable) {
    const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
    this.#process = spawn(
      executable,
      [...FLAGS, ...root, `--user-data-dir=${this.#profile}`, 'about:blank'],
      {
        stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
      },
    )
    this.#process.on('exit', () => this.#fail('Chromium ended'))
    this.#process.stdio[3].on('error', () => this.#fail('Chromium took no more commands'))
    this.#listen(this.#process.stdio[4])
  }

  get pid() {
    return this.#process.pid
  }

  async version() {
    return (await this.#send('Browser.getVersion')).product
  }

  /** Opens a page in a tab, and so in a process, of its own. */
  async open(url) {
    const { targetId } = await this.#send('Target.createTarget', { url, newWindow: true })
    const { sessionId } = await this.#send('Target.attachToTarget', { targetId, flatten: true })
    const page = new Page(
      (method, params) => this.#send(method, params, sessionId),
      () => this.#send('Target.closeTarget', { targetId }),
    )
    await page.loaded()
    return page
  }

  /** Ends the browser and forgets its profile. */
  async close() {
    const ended = new Promise(resolve => this.#process.once('exit', resolve))
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      this.#send('Browser.close').catch(() => undefined)
      await ended
    }
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 20 })
  }

  #send(method, params = {}, sessionId = undefined) {
    const id = ++this.#id
    this.#process.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
    return new Promise((resolve, reject) => this.#pending.set(id, { resolve, reject, method }))
  }

  #listen(pipe) {
    let rest = []
    pipe.on('data', chunk => {
      for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0)) {
        this.#receive(JSON.parse(Buffer.concat([...rest, chunk.subarray(0, end)]).toString()))
        rest = []
        chunk = chunk.subarray(end + 1)
      }
      rest.push(chunk)
    })
  }

  #receive({ id, result, error }) {
    const pending = this.#pending.get(id)
    this.#pending.delete(id)
    if (error !== undefined) pending?.reject(new Error(`${pending.method}: ${error.message}`))
    else pending?.resolve(result)
  }

  #fail(reason) {
    for (const { reject, method } of this.#pending.values()) reject(new Error(`${method}: ${reason}`))
    this.#pending.clear()
  }
}

class Page {
  #send
  /** Closes the tab, whatever it is doing. */
  close

  constructor(send, close) {
    this.#send = send
    this.close = close
  }

  /**
   * The value of an expression, awaited where it is a promise.
   *
   * @throws Error with what the page threw, or that it took longer than `ms`
   */
  async evaluate(expression, ms = 10_000) {
    const evaluated = this.#send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })
    const { result, exceptionDetails } = await within(ms, evaluated)
    if (exceptionDetails !== undefined) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    }
    return result.value
  }

  async loaded() {
    const isLoaded = 'document.readyState === "complete" && "bench" in globalThis'
    // Between two documents there is nothing that could answer.
    while (!(await this.evaluate(isLoaded).catch(() => false))) {
      await new Promise(resolve => setTimeout(resolve, 20))
    }
  }
}

function within(ms, promise) {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The page has not answered within ${ms / 1000} s`)), ms)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}
