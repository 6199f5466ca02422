import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { callTable, crowdTable, serverGoals } from '../runner/server-figures.mjs'

const calls = [
  { call: 'propertyRead', micros: 1.5, bytes: 1100.4 },
  { call: 'nullCall', micros: 1.25, bytes: 1600 },
]
const crowd = {
  objectBytes: 60,
  idle: [
    { renderers: 1000, valenceBytes: 14_000, jettyBytes: 8000 },
    { renderers: 10_000, valenceBytes: 13_000, jettyBytes: 8000 },
  ],
  active: {
    renderers: 1000,
    valence: { perSecond: 16_000, p99: 90_000 },
    jetty: { perSecond: 20_000, p99: 80_500 },
  },
}

describe('figures of the server', () => {
  it('calls are in the order of the page, with their names', () => {
    assert.deepEqual(callTable(calls).slice(1), [
      ['null call', '1.25 µs', '1600 B'],
      ['property read', '1.50 µs', '1100 B'],
    ])
  })

  it('a crowd stands beside one of plain Jetty', () => {
    assert.deepEqual(crowdTable(crowd).slice(1), [
      ['heap of each of 1 000 idle renderers', '14.0 KB', '8.0 KB'],
      ['heap of each of 10 000 idle renderers', '13.0 KB', '8.0 KB'],
      ['heap of each object that a page holds', '60 B', '–'],
      ['messages/s, 1 000 active renderers', '16 000', '20 000'],
      ['p99 of them', '90.0 ms', '80.5 ms'],
    ])
  })

  it('goals are judged by the largest crowd, beyond plain Jetty', () => {
    const verdicts = serverGoals(calls, crowd).map(({ value, verdict }) => `${value} ${verdict}`)
    assert.deepEqual(verdicts, ['1.3 µs met', '1.60 KB not met', '0.80 met', '5.0 KB met', '60 B met'])
  })
})
