// Reads the reports of JUnit and vitest and sums them up. The last line is for machines: "N passed, N failed, N skipped".
//
//   node scripts/summary.mjs [--failed-step LABEL]… LABEL=FILE-OR-FOLDER …
//
// A folder holds JUnit's TEST-*.xml; a file is vitest's JSON. What is not there counts as no tests. A step that failed
// without a failing test in a report of its label (a compile error, a format error, a crash) counts as one failure.
// Of each failure the first lines are shown: where only this text is kept, it has to say what was wrong.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

const unescape = text =>
  text.replace(/&(?:lt|gt|quot|apos|amp|#(\d+));/g, (entity, code) =>
    code ? String.fromCodePoint(code) : { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&amp;': '&' }[entity],
  )

const REASON_LINES = 8

const attribute = (attributes, name) =>
  unescape(new RegExp(`\\b${name}="([^"]*)"`).exec(attributes ?? '')?.[1] ?? '')

function* junitTests(folder) {
  for (const file of readdirSync(folder).filter(name => /^TEST-.*\.xml$/.test(name))) {
    const xml = readFileSync(join(folder, file), 'utf8')
    for (const [, attributes, body = ''] of xml.matchAll(/<testcase\s([^>]*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g)) {
      const failure = /<(?:failure|error)\b([^>]*)>/.exec(body)?.[1]
      const outcome = failure !== undefined ? 'failed' : /<skipped\b/.test(body) ? 'skipped' : 'passed'
      const name = `${attribute(attributes, 'classname').split('.').pop()}: ${attribute(attributes, 'name')}`
      yield { name, outcome, reason: attribute(failure, 'message') || attribute(failure, 'type') }
    }
  }
}

function* vitestTests(file) {
  const outcomes = { passed: 'passed', failed: 'failed' }
  for (const suite of JSON.parse(readFileSync(file, 'utf8')).testResults) {
    const path = suite.name.split('/').pop()
    if (suite.status === 'failed' && suite.assertionResults.length === 0)
      yield { name: path, outcome: 'failed', reason: suite.message }
    for (const { fullName, status, failureMessages = [] } of suite.assertionResults) {
      yield { name: `${path}: ${fullName}`, outcome: outcomes[status] ?? 'skipped', reason: failureMessages[0] }
    }
  }
}

const indented = (reason = '') =>
  stripVTControlCharacters(reason)
    .split('\n')
    .filter(text => text.trim() !== '')
    .slice(0, REASON_LINES)
    .map(text => `      ${text}`)

const total = { passed: 0, failed: 0, skipped: 0 }
const failures = []
const line = counts => `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`

const rest = process.argv.slice(2)
const failedSteps = new Set()
while (rest[0] === '--failed-step') failedSteps.add(rest.splice(0, 2)[1])

for (const [label, path] of rest.map(argument => argument.split('='))) {
  if (!existsSync(path)) continue
  const counts = { passed: 0, failed: 0, skipped: 0 }
  for (const { name, outcome, reason } of path.endsWith('.json') ? vitestTests(path) : junitTests(path)) {
    counts[outcome] += 1
    total[outcome] += 1
    if (outcome === 'failed') failures.push(`  ${label}: ${name}`, ...indented(reason))
  }
  if (Object.values(counts).some(count => count > 0)) console.log(`  ${label.padEnd(20)} ${line(counts)}`)
  if (counts.failed > 0) failedSteps.delete(label)
}
for (const label of failedSteps) {
  total.failed += 1
  failures.push(`  ${label}`)
}
if (failures.length > 0) console.log(['', 'Failed:', ...failures, ''].join('\n'))
console.log(line(total))
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0
