import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { CASES } from '../runner/cases.mjs'
import { fill } from '../runner/documents.mjs'

const results = {
  goals: [{ figure: 'null call', goal: '≤ 0.9', value: '0.80', verdict: 'met' }],
  cases: {
    null: {
      title: 'null call',
      contenders: { valence: { calls: 1, median: 80, p99: 90, callsPerSecond: 1, cpuMs: 1 } },
    },
  },
}

const marked = name => `before\n<!-- figures: ${name} -->\nold\n<!-- end of figures -->\nafter\n`

describe('documents', () => {
  it('a section is generated anew, and nothing around it', () => {
    const text = fill(marked('goals'), results)
    assert.match(text, /^before\n<!-- figures: goals -->\n\n\| figure/)
    assert.match(text, /\| null call \| ≤ 0\.9 \| 0\.80 \| met \|\n\n<!-- end of figures -->\nafter\n$/)
    assert.doesNotMatch(text, /old/)
  })

  it('to generate twice changes nothing', () => {
    const once = fill(marked('null'), results)
    assert.equal(fill(once, results), once)
  })

  it('a section for what was not measured is refused', () => {
    assert.throws(() => fill(marked('set'), results), /asks for figures of set/)
  })

  it('the page on performance has every case, the goals and the run', () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/performance.md'), 'utf8')
    const sections = [...page.matchAll(/<!-- figures: (.+?) -->/g)].map(match => match[1])
    assert.deepEqual(
      sections.toSorted(),
      [...CASES.map(({ id }) => id), 'goals', 'run', 'server calls', 'server crowd'].toSorted(),
    )
  })
})
