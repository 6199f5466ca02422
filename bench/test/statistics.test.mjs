import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { quantile, summary } from '../runner/statistics.mjs'

describe('statistics', () => {
  it('the median of an odd number of samples is the one in the middle', () => {
    assert.equal(summary([9, 1, 5]).median, 5)
  })

  it('the median of an even number is half-way between the two in the middle', () => {
    assert.equal(summary([4, 1, 2, 9]).median, 3)
  })

  it('p99 of 101 samples is the last but one', () => {
    const samples = Array.from({ length: 101 }, (_, index) => index)
    assert.equal(summary(samples.reverse()).p99, 99)
  })

  it('p99 of few samples lies between the two highest', () => {
    assert.equal(quantile([0, 100], 0.99), 99)
  })

  it('one sample is its own median and p99', () => {
    assert.deepEqual(summary([7]), { calls: 1, median: 7, p99: 7, mean: 7 })
  })

  it('the mean counts what the median does not see', () => {
    assert.equal(summary([1, 1, 10]).mean, 4)
  })

  it('samples keep their order', () => {
    const samples = [3, 1, 2]
    summary(samples)
    assert.deepEqual(samples, [3, 1, 2])
  })

  it('numbers are sorted as numbers', () => {
    assert.equal(summary([10, 9, 100]).median, 10)
  })
})
