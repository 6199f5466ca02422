/** Where the contenders meet: their servers, one browser, and a page for each. */
import { join } from 'node:path'
import { Browser } from './browser.mjs'
import { CONTENDERS } from './contenders.mjs'
import { cpuMs } from './cpu.mjs'
import { bundle } from './pages.mjs'
import { start } from './servers.mjs'

/** No block takes that long, unless something hangs. */
const BLOCK_MS = 30_000

export class Arena {
  #servers = []
  #addresses
  #browser
  #pages = new Map()
  #excluded = new Map()

  /**
   * Starts everything; close it in any case.
   *
   * @param {string} bench the folder of the benchmarks
   * @param {string} classpath of Java
   * @param {readonly string[]} names of contenders
   */
  async open(bench, classpath, names) {
    const pages = await bundle(bench)
    const java = join(process.env.JAVA_HOME, 'bin/java')
    // By its path: two builds on one class path have it twice, and Logback would report that on standard output.
    const logging = `-Dlogback.configurationFile=${join(bench, 'java/src/main/resources/logback.xml')}`
    const main = await this.#start(java, [logging, '-cp', classpath, 'dev.valence.bench.Servers', pages])
    const addresses = { valence: main.valence, echo: main.echo }
    for (const peer of new Set(names.map(name => CONTENDERS[name].peer).filter(Boolean))) {
      addresses[peer] = (await this.#start(process.execPath, [join(bench, 'peers', `${peer}.mjs`)])).url
    }
    this.#addresses = addresses
    this.#browser = new Browser(process.env.VALENCE_CHROMIUM)
    return {
      java: main.java,
      jetty: main.jetty,
      valence: main.version,
      chromium: await this.#browser.version(),
    }
  }

  /** Has the pages of these contenders open and no other: some peers are at work even when nobody calls. */
  async gather(names) {
    for (const [name, { page }] of this.#pages) {
      if (names.includes(name)) continue
      await page.close()
      this.#pages.delete(name)
    }
    for (const name of names) if (!this.#pages.has(name)) await this.#enter(name)
  }

  /** What a contender that is there offers, and why not the rest. */
  offer(name) {
    const { offers, missing } = this.#pages.get(name)
    const excluded = offers.filter(operation => this.#excluded.has(`${name} ${operation}`))
    const reasons = excluded.map(operation => [operation, this.#excluded.get(`${name} ${operation}`)])
    return {
      offers: offers.filter(operation => !excluded.includes(operation)),
      missing: { ...missing, ...Object.fromEntries(reasons) },
    }
  }

  /** Asks no more for an operation that a contender has, for that reason. */
  exclude(name, operation, reason) {
    this.#excluded.set(`${name} ${operation}`, reason)
  }

  /** Has a contender do a block; see `page/timing.js`. Where it fails, its page is replaced. */
  async measure(name, block) {
    try {
      return await this.#pages.get(name).page.evaluate(`bench.measure(${JSON.stringify(block)})`, BLOCK_MS)
    } catch (error) {
      await this.#pages.get(name).page.close()
      await this.#enter(name)
      throw error
    }
  }

  /** Processor time that all processes have used so far, in milliseconds. */
  cpu() {
    return cpuMs([this.#browser.pid, ...this.#servers.map(({ pid }) => pid)])
  }

  async close() {
    await this.#browser?.close()
    await Promise.all(this.#servers.map(server => server.close()))
  }

  async #start(command, args) {
    const server = await start(command, args)
    this.#servers.push(server)
    return server.said
  }

  async #enter(name) {
    const { module, thread, server } = CONTENDERS[name]
    const servers = JSON.stringify(this.#addresses)
    const query = new URLSearchParams({ contender: module, thread, servers })
    const page = await this.#browser.open(`${this.#addresses[server]}index.html?${query}`)
    this.#pages.set(name, { page, ...(await page.evaluate('bench.ready', BLOCK_MS)) })
  }
}
