// Reads the reports of JUnit and vitest and sums them up. The last line is for machines: "N passed, N failed, N skipped".
//
//   node scripts/summary.mjs [--failed-step LABEL]… LABEL=FILE-OR-FOLDER …
//
// A folder holds JUnit's TEST-*.xml; a file is vitest's JSON. What is not there counts as no tests. A step that failed
// without a failing test in a report of its label (a compile error, a format error, a crash) counts as one failure.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const unescape = text =>
  text.replace(/&(?:lt|gt|quot|apos|amp|#(\d+));/g, (entity, code) =>
    code ? String.fromCodePoint(code) : { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&amp;': '&' }[entity],
  )

function* junitTests(folder) {
  for (const file of readdirSync(folder).filter(name => /^TEST-.*\.xml$/.test(name))) {
    const xml = readFileSync(join(folder, file), 'utf8')
    for (const [, attributes, body = ''] of xml.matchAll(/<testcase\s([^>]*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g)) {
      const attribute = name => unescape(new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? '')
      const outcome = /<(?:failure|error)\b/.test(body) ? 'failed' : /<skipped\b/.test(body) ? 'skipped' : 'passed'
      yield { name: `${attribute('classname').split('.').pop()}: ${attribute('name')}`, outcome }
    }
  }
}

function* vitestTests(file) {
  const outcomes = { passed: 'passed', failed: 'failed' }
  for (const suite of JSON.parse(readFileSync(file, 'utf8')).testResults) {
    const path = suite.name.split('/').pop()
    if (suite.status === 'failed' && suite.assertionResults.length === 0) yield { name: path, outcome: 'failed' }
    for (const { fullName, status } of suite.assertionResults) {
      yield { name: `${path}: ${fullName}`, outcome: outcomes[status] ?? 'skipped' }
    }
  }
}

const total = { passed: 0, failed: 0, skipped: 0 }
const failures = []
const line = counts => `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`

const rest = process.argv.slice(2)
const failedSteps = new Set()
while (rest[0] === '--failed-step') failedSteps.add(rest.splice(0, 2)[1])

for (const [label, path] of rest.map(argument => argument.split('='))) {
  if (!existsSync(path)) continue
  const counts = { passed: 0, failed: 0, skipped: 0 }
  for (const { name, outcome } of path.endsWith('.json') ? vitestTests(path) : junitTests(path)) {
    counts[outcome] += 1
    total[outcome] += 1
    if (outcome === 'failed') failures.push(`${label}: ${name}`)
  }
  if (Object.values(counts).some(count => count > 0)) console.log(`  ${label.padEnd(20)} ${line(counts)}`)
  if (counts.failed > 0) failedSteps.delete(label)
}
for (const label of failedSteps) {
  total.failed += 1
  failures.push(label)
}
if (failures.length > 0) console.log(['', 'Failed:', ...failures.map(name => `  ${name}`), ''].join('\n'))
console.log(line(total))
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0
