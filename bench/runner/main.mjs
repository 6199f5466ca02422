/** `bench/run`, once everything is built: measures, prints, and writes the results. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Arena } from './arena.mjs'
import { CONTENDERS } from './contenders.mjs'
import { writeDocuments } from './documents.mjs'
import { judge } from './goals.mjs'
import { machine, peerVersions } from './machine.mjs'
import { options } from './options.mjs'
import { measureCase } from './rounds.mjs'
import { asText, caseTable, goalTable } from './tables.mjs'

const BENCH = join(import.meta.dirname, '..')
const LATEST = join(BENCH, 'results/latest.json')

async function measureAll({ cases, contenders, quick, rounds, calls, classpath }) {
  const begin = performance.now()
  const arena = new Arena()
  const results = { date: new Date().toISOString(), quick, machine: machine(), versions: {}, cases: {} }
  try {
    results.versions = { ...(await arena.open(BENCH, classpath, contenders)), ...peerVersions(BENCH) }
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
  results.seconds = Math.round((performance.now() - begin) / 1000)
  return results
}

async function run() {
  const wanted = options(process.argv.slice(2))
  if (wanted['write-docs']) {
    writeDocuments(JSON.parse(readFileSync(LATEST, 'utf8')), join(BENCH, '../docs'))
    return
  }
  const results = await measureAll(wanted)
  const goals = judge(results.cases).filter(({ verdict }) => wanted.isWhole || verdict !== 'not measured')
  console.log(`\n${asText(goalTable(goals))}\n`)
  const output = wanted.output ?? (wanted.isWhole ? LATEST : undefined)
  if (output !== undefined) {
    mkdirSync(dirname(output), { recursive: true })
    writeFileSync(output, `${JSON.stringify(results, null, 2)}\n`)
  }
  if (results.machine.load > 0.5) {
    console.log(`Other processes were at work (load ${results.machine.load}): do not trust these figures.`)
  }
  console.log(`${results.seconds} s${output === undefined ? '' : `; written to ${output}`}`)
}

try {
  await run()
} catch (error) {
  console.error(
    error.code?.startsWith('ERR_PARSE_ARGS') ? `${error.message}; see bench/run --help.` : error.message,
  )
  process.exitCode = 1
}
