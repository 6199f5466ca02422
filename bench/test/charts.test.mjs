import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { barChart, dotChart, lineChart } from '../runner/charts.mjs'
import { logScale } from '../runner/svg.mjs'

const numbers = (svg, pattern) => [...svg.matchAll(pattern)].map(match => Number(match[1]))

/** Every tag that is opened is closed, in order. */
function assertWellFormed(svg) {
  const open = []
  for (const [, slash, name, selfClosing] of svg.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/gi)) {
    if (slash !== '') assert.equal(open.pop(), name)
    else if (selfClosing === '') open.push(name)
  }
  assert.deepEqual(open, [])
}

describe('charts', () => {
  it('bars are as long as their values', () => {
    const svg = barChart({
      title: 'bars',
      bars: [
        { title: 'all', colour: 'a', value: 100, note: '' },
        { title: 'half', colour: 'b', value: 50, note: '' },
      ],
    })
    const [all, half] = numbers(svg, /<rect x=[^>]*? width="([\d.]+)"/g)
    assert.equal(half, all / 2)
  })

  it('ten times as much is as far again on a logarithmic scale', () => {
    const { at, ticks } = logScale([20, 3000], 0, 300)
    assert.deepEqual(ticks, [10, 100, 1000, 10_000])
    assert.deepEqual(ticks.map(at), [0, 100, 200, 300])
  })

  it('one value has a scale around it', () => {
    const { at } = logScale([100], 0, 10)
    assert.ok(at(100) >= 0 && at(100) <= 10)
  })

  it('there is a dot for what was measured, and none for what was not', () => {
    const svg = dotChart({
      title: 'dots',
      series: [
        { title: 'one', colour: 'a' },
        { title: 'two', colour: 'b' },
      ],
      rows: [{ title: 'row', values: [10, undefined] }],
      format: String,
    })
    const legend = 2
    assert.equal(svg.match(/<circle/g).length, legend + 1)
    assert.match(svg, /<title>one: 10<\/title>/)
  })

  it('a line falls as its values grow, since SVG counts from above', () => {
    const svg = lineChart({
      title: 'lines',
      series: [
        {
          title: 'grows',
          colour: 'a',
          points: [
            [1, 10],
            [10, 1000],
          ],
        },
      ],
      formatX: String,
      formatY: String,
    })
    const [[, x1, y1, x2, y2]] = svg.matchAll(/points="([\d.]+),([\d.]+) ([\d.]+),([\d.]+)"/g)
    assert.ok(Number(x1) < Number(x2) && Number(y1) > Number(y2))
  })

  it('a chart is an image of its own, with a title, for light and for dark', () => {
    const svg = barChart({ title: 'a < b & c', bars: [{ title: 'x', colour: 'a', value: 1, note: '"1"' }] })
    assertWellFormed(svg)
    assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/)
    assert.match(svg, /<title>a &#60; b &#38; c<\/title>/)
    assert.match(svg, /prefers-color-scheme: dark/)
  })
})
