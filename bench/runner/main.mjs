/** `bench/run`, once everything is built: measures, prints, and writes the results. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Arena } from './arena.mjs'
import { CONTENDERS } from './contenders.mjs'
import { writeDocuments } from './documents.mjs'
import { judge } from './goals.mjs'
import { machine, peerVersions, warning } from './machine.mjs'
import { options } from './options.mjs'
import { measureCase, warmUpAll } from './rounds.mjs'
import { asText, caseTable, goalTable } from './tables.mjs'

const BENCH = join(import.meta.dirname, '..')
const RESULTS = join(BENCH, 'results')

async function measureAll({ cases, contenders, quick, rounds, calls, classpath }) {
  const begin = performance.now()
  const arena = new Arena()
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => arena.close().finally(() => process.exit(130)))
  }
  const results = { date: new Date().toISOString(), quick, machine: machine(), versions: {}, cases: {} }
  try {
    results.versions = { ...(await arena.open(BENCH, classpath, contenders)), ...peerVersions(BENCH) }
    await warmUpAll(arena, contenders, { quick, calls })
    for (const subject of cases) {
      const amount = { ...(quick ? subject.quick : subject.full) }
      if (rounds !== undefined) amount.rounds = rounds
      if (calls !== undefined) amount.calls = calls
      const measured = await measureCase(arena, subject, contenders, amount)
      const inOrder = Object.keys(CONTENDERS).filter(name => name in measured)
      results.cases[subject.id] = {
        title: subject.title,
        contenders: Object.fromEntries(inOrder.map(name => [name, measured[name]])),
      }
      console.log(`\n${subject.title}\n${asText(caseTable(results.cases[subject.id]))}`)
    }
  } finally {
    await arena.close()
  }
  results.goals = judge(results.cases)
  results.seconds = Math.round((performance.now() - begin) / 1000)
  return results
}

async function run(wanted) {
  if (wanted['write-docs']) {
    writeDocuments(RESULTS, join(BENCH, '../docs'))
    return
  }
  const results = await measureAll(wanted)
  const goals = results.goals.filter(({ verdict }) => wanted.isWhole || verdict !== 'not measured')
  console.log(`\n${asText(goalTable(goals))}\n`)
  const output = wanted.output ?? (wanted.isWhole ? join(RESULTS, 'latest.json') : undefined)
  if (output !== undefined) {
    mkdirSync(dirname(output), { recursive: true })
    // A row of numbers is one line.
    const json = JSON.stringify(results, null, 2).replace(/\[[\s\d.,]+\]/g, row => row.replace(/\s+/g, ' '))
    writeFileSync(output, `${json}\n`)
  }
  const loud = warning(results.machine)
  if (loud !== undefined) console.log(loud)
  console.log(`${results.seconds} s${output === undefined ? '' : `; written to ${output}`}`)
}

let wanted
try {
  wanted = options(process.argv.slice(2))
} catch (error) {
  console.error(`${error.message}; see bench/run --help.`)
  process.exit(1)
}
await run(wanted)
