import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { CASES } from '../runner/cases.mjs'
import { CONTENDERS } from '../runner/contenders.mjs'
import { judge } from '../runner/goals.mjs'

const caseOf = (valence, raw) => ({ contenders: { valence, 'raw-worker': raw } })
const goal = (cases, start) => judge(cases).find(({ figure }) => figure.startsWith(start))

describe('goals', () => {
  it('a figure at its limit is met', () => {
    const cases = { null: caseOf({ median: 90, p99: 1 }, { median: 100, p99: 1 }) }
    assert.deepEqual(goal(cases, 'null call, main thread, median'), {
      figure: 'null call, main thread, median / raw worker echo',
      goal: '≤ 0.9',
      value: '0.90',
      verdict: 'met',
    })
  })

  it('a figure beyond its limit is said not to be', () => {
    const cases = { null: caseOf({ median: 91, p99: 1 }, { median: 100, p99: 1 }) }
    assert.equal(goal(cases, 'null call, main thread, median').verdict, 'not met')
  })

  it('a factor has to be reached', () => {
    const contenders = { valence: { median: 100 }, 'coincident-server': { median: 590 } }
    assert.equal(goal({ get: { contenders } }, 'property read').verdict, 'not met')
  })

  it('processor time is counted beyond that of a raw call', () => {
    const cases = { 'sleep-500': caseOf({ cpuMs: 17 }, { cpuMs: 4 }) }
    assert.equal(goal(cases, 'a call of 500 ms').value, '13.00 ms')
  })

  it('what was not measured is neither met nor not met', () => {
    const verdicts = judge({}).map(({ verdict }) => verdict)
    assert.deepEqual([...new Set(verdicts)], ['not measured'])
  })

  it('every goal reads cases and contenders that there are', () => {
    const figures = { median: 1, p99: 1, callsPerSecond: 1, cpuMs: 1 }
    const contenders = Object.fromEntries(Object.keys(CONTENDERS).map(name => [name, figures]))
    const cases = Object.fromEntries(CASES.map(({ id }) => [id, { contenders }]))
    assert.ok(judge(cases).every(({ verdict }) => verdict !== 'not measured'))
  })
})
