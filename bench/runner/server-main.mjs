/** `bench/server`, once everything is built: measures, prints, and writes the results. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { machine, warning } from './machine.mjs'
import { callTable, crowdTable, serverGoals } from './server-figures.mjs'
import { asText, goalTable } from './tables.mjs'

const BENCH = join(import.meta.dirname, '..')
const JAVA = join(process.env.JAVA_HOME, 'bin/java')

/** Classes that were built alone go before the jars that the last whole build has copied. */
function classpath(module) {
  const classes = [module, '../server', '../js-client'].map(each => join(BENCH, each, 'target/quick/classes'))
  return [...classes, join(BENCH, module, 'target/quick/lib/*')].join(':')
}

/** The calls of the JMH benchmarks, with what each allocates. */
function measureCalls() {
  const folder = mkdtempSync(join(tmpdir(), 'valence-bench-'))
  try {
    const file = join(folder, 'calls.json')
    const args = ['-prof', 'gc', '-rf', 'json', '-rff', file]
    execFileSync(JAVA, ['-cp', classpath('jmh'), 'org.openjdk.jmh.Main', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    return JSON.parse(readFileSync(file, 'utf8')).map(({ benchmark, primaryMetric, secondaryMetrics }) => ({
      call: benchmark.replace(/^.*\./, ''),
      micros: primaryMetric.score,
      bytes: secondaryMetrics['gc.alloc.rate.norm'].score,
    }))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function measureCrowd() {
  const logging = `-Dlogback.configurationFile=${join(BENCH, 'java/src/main/resources/logback.xml')}`
  const args = [logging, '-cp', classpath('java'), 'dev.valence.bench.scale.Scale']
  return JSON.parse(execFileSync(JAVA, args, { stdio: ['ignore', 'pipe', 'inherit'] }).toString())
}

const before = machine()
const begin = performance.now()
console.log('Calls in Java alone …')
const calls = measureCalls()
console.log(`${asText(callTable(calls))}\n\nA crowd of renderers …`)
const crowd = measureCrowd()
console.log(`${asText(crowdTable(crowd))}\n`)
const goals = serverGoals(calls, crowd)
console.log(`${asText(goalTable(goals))}\n`)
const seconds = Math.round((performance.now() - begin) / 1000)
const results = { date: new Date().toISOString(), seconds, machine: before, goals, calls, crowd }
writeFileSync(join(BENCH, 'results/server.json'), `${JSON.stringify(results, null, 2)}\n`)
const loud = warning(before)
if (loud !== undefined) console.log(loud)
console.log(`${seconds} s`)
