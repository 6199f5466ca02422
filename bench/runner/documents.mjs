/** Puts results into `docs/performance.md`, between its marks, and draws its plots. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { QUIET } from './machine.mjs'
import { plots } from './plots.mjs'
import { callTable, crowdTable } from './server-figures.mjs'
import { asMarkdown, caseTable, goalTable } from './tables.mjs'

/** `<!-- figures: NAME -->`, what was generated, `<!-- end of figures -->`. */
const SECTION = /(<!-- figures: (.+?) -->\n)[\s\S]*?(<!-- end of figures -->)/g

/**
 * @param {string} folder of results: `latest.json` of bench/run, `server.json` of bench/server
 * @param {string} docs
 */
export function writeDocuments(folder, docs) {
  const [results, server] = ['latest.json', 'server.json'].map(name =>
    JSON.parse(readFileSync(join(folder, name), 'utf8')),
  )
  const goals = [...results.goals, ...server.goals]
  const page = join(docs, 'performance.md')
  writeFileSync(page, fill(readFileSync(page, 'utf8'), { ...results, goals, server }))
  mkdirSync(join(docs, 'performance'), { recursive: true })
  for (const [name, svg] of Object.entries(plots(results.cases))) {
    writeFileSync(join(docs, 'performance', name), svg)
  }
}

/**
 * The text with its sections generated anew.
 *
 * @throws Error where a section asks for what there is not
 */
export function fill(text, results) {
  return text.replace(SECTION, (_, begin, name, end) => `${begin}\n${section(name, results)}\n\n${end}`)
}

function section(name, results) {
  if (name === 'goals') return asMarkdown(goalTable(results.goals))
  if (name === 'run') return describe(results)
  if (name === 'server calls') return asMarkdown(callTable(results.server.calls))
  if (name === 'server crowd') return asMarkdown(crowdTable(results.server.crowd))
  const subject = results.cases[name]
  if (subject === undefined)
    throw new Error(`docs/performance.md asks for figures of ${name}, which were not measured`)
  return asMarkdown(caseTable(subject))
}

function describe({ date, quick, seconds, machine, versions }) {
  const { cpu, cores, memoryGB, system, load } = machine
  const names = Object.entries(versions).map(([name, version]) => `${name} ${version}`)
  const kind = quick ? '`bench/run --quick`' : '`bench/run`'
  return [
    `${kind} of ${date.slice(0, 10)}, ${seconds} s, on ${cores} × ${cpu}, ${memoryGB} GB, ${system}, load ${load} before it began.`,
    load > QUIET ? 'Other processes were at work on it, so these figures are rough.' : '',
    `Versions: ${names.join(', ')}.`,
  ]
    .filter(Boolean)
    .join('\n')
}
