import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { asMarkdown, asText, caseTable, goalTable, rate, time } from '../runner/tables.mjs'

const figures = { calls: 10, median: 100, p99: 250, callsPerSecond: 9000, cpuMs: 0.256 }

describe('tables', () => {
  it('a time is in the unit in which it has few digits', () => {
    const times = [5, 999, 999.6, 1550, 99_940, 99_960, 999_400, 999_600, 2_345_000].map(time)
    assert.deepEqual(times, [
      '5 µs',
      '999 µs',
      '1.0 ms',
      '1.6 ms',
      '99.9 ms',
      '100 ms',
      '999 ms',
      '1.00 s',
      '2.35 s',
    ])
  })

  it('a rate has decimals only where it would be nothing without', () => {
    assert.deepEqual([0.34, 9.9, 10.4, 12_345.6].map(rate), ['0.3', '9.9', '10', '12346'])
  })

  it('a row has the ratio to the raw worker echo', () => {
    const rows = caseTable({ contenders: { 'raw-worker': figures, valence: { ...figures, median: 80 } } })
    assert.deepEqual(rows[2], ['Valence, main thread', '80 µs', '250 µs', '9000', '0.26', '0.80', '10'])
  })

  it('without a raw worker echo there is no ratio', () => {
    assert.equal(caseTable({ contenders: { valence: figures } })[1][5], '–')
  })

  it('what is missing stands there with its reason', () => {
    const [, row] = caseTable({ contenders: { capnweb: { missing: 'stubs have no assignment' } } })
    assert.deepEqual(row.slice(0, 3), ['capnweb over a WebSocket', 'stubs have no assignment', ''])
  })

  it('columns of a text are as wide as their widest cell, and figures end below each other', () => {
    const rows = [
      ['', 'a', 'b', 'c', 'd'],
      ['left', '1', '22', '3', '4'],
      ['x', 'a long reason', '', '', ''],
    ]
    assert.equal(asText(rows), ['      a   b  c  d', 'left  1  22  3  4', 'x     a long reason'].join('\n'))
  })

  it('Markdown has its rule below the head', () => {
    const [head, rule, body] = asMarkdown([
      ['', 'median'],
      ['x', '1'],
    ]).split('\n')
    assert.deepEqual([head, rule, body], ['|  | median |', '| --- | ---: |', '| x | 1 |'])
  })

  it('a goal stands beside its figure', () => {
    const goal = { figure: 'null call', goal: '≤ 0.9', value: '0.85', verdict: 'met' }
    assert.deepEqual(goalTable([goal])[1], ['null call', '≤ 0.9', '0.85', 'met'])
  })
})
