import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { CASES } from '../runner/cases.mjs'
import { CONTENDERS } from '../runner/contenders.mjs'
import { options } from '../runner/options.mjs'

describe('options', () => {
  it('without any, everything is measured', () => {
    const { cases, contenders, isWhole, quick } = options([])
    assert.deepEqual(cases, CASES)
    assert.deepEqual(contenders, Object.keys(CONTENDERS))
    assert.equal(isWhole, true)
    assert.equal(quick, false)
  })

  it('the yardstick is always there', () => {
    const { contenders, isWhole } = options(['--contenders', 'valence'])
    assert.deepEqual(contenders, ['raw-worker', 'valence'])
    assert.equal(isWhole, false)
  })

  it('a case that there is not is answered with those there are', () => {
    assert.throws(() => options(['--only', 'null,speed']), /--only does not know speed; it knows null, get/)
  })

  it('a number is a number', () => {
    assert.equal(options(['--rounds', '3']).rounds, 3)
    assert.throws(() => options(['--rounds', 'many']), /--rounds wants a number from 1 on, not many/)
  })
})
