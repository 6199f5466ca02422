import { join } from 'node:path'
import { Browser } from './browser.mjs'
import { cpuMs } from './cpu.mjs'
import { start } from './servers.mjs'
import { summary } from './statistics.mjs'

const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? otherwise : process.argv[at + 1]
}
const root = join(import.meta.dirname, '..')
const cases = option('only', 'null').split(',')
const names = option('contenders', 'raw-worker,valence').split(',')
const calls = Number(option('calls', 500))
const rounds = Number(option('rounds', 6))

const CONTENDERS = {
  'raw-main': { module: 'raw', thread: 'main', server: 'echo' },
  'raw-worker': { module: 'raw', thread: 'worker', server: 'echo' },
  valence: { module: 'valence', thread: 'main', server: 'valence' },
  'valence-worker': { module: 'valence', thread: 'worker', server: 'valence' },
}

const java = await start(join(process.env.JAVA_HOME, 'bin/java'), [
  '-cp', option('classpath'), 'dev.valence.bench.Servers', join(root, 'page'),
])
const browser = new Browser(process.env.VALENCE_CHROMIUM)
const pages = new Map()
for (const name of names) {
  const { module, thread, server } = CONTENDERS[name]
  const query = new URLSearchParams({ contender: module, thread, servers: JSON.stringify(java.said) })
  const page = await browser.open(`${java.said[server]}index.html?${query}`)
  pages.set(name, { page, offers: await page.evaluate('bench.ready') })
}
const measure = (name, block) => pages.get(name).page.evaluate(`bench.measure(${JSON.stringify(block)})`)
for (const operation of cases) {
  const able = names.filter(name => pages.get(name).offers.includes(operation))
  const results = new Map(able.map(name => [name, { samples: [], cpu: 0 }]))
  for (const name of able) await measure(name, { operation, calls: 1000 })
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < able.length; i++) {
      const name = able[(round + i) % able.length]
      await measure(name, { operation, calls: 50 })
      const before = cpuMs([browser.pid, java.pid])
      results.get(name).samples.push(...(await measure(name, { operation, calls })))
      results.get(name).cpu += cpuMs([browser.pid, java.pid]) - before
    }
  }
  const baseline = results.has('raw-worker') ? summary(results.get('raw-worker').samples) : undefined
  console.log(`${operation.padEnd(16)} median µs    p99 µs   calls/s   CPU ms/call   median/raw   p99/raw`)
  for (const [name, { samples, cpu }] of results) {
    const { median, p99 } = summary(samples)
    const mean = samples.reduce((a, b) => a + b) / samples.length
    const ratio = value => (baseline ? value.toFixed(2) : '-')
    console.log(
      name.padEnd(16), String(Math.round(median)).padStart(9), String(Math.round(p99)).padStart(9),
      String(Math.round(1e6 / mean)).padStart(9), (cpu / samples.length).toFixed(3).padStart(13),
      ratio(median / baseline?.median).padStart(12), ratio(p99 / baseline?.p99).padStart(9),
    )
  }
}
await browser.close()
await java.close()
