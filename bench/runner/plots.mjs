/** Which charts there are, and what of the results is in them. */
import { CASES } from './cases.mjs'
import { barChart, dotChart, lineChart } from './charts.mjs'
import { CONTENDERS } from './contenders.mjs'
import { rate, time } from './tables.mjs'

const SMALL = ['null', 'get', 'set', 'method', 'new', 'callback', 'callable', 'sparse']
const SLEEPS = CASES.filter(({ operation }) => operation === 'sleep').map(({ id }) => id)

/**
 * @param {Record<string, { title: string, contenders: Record<string, object> }>} cases results by case
 * @returns {Record<string, string>} SVG by file name
 */
export function plots(cases) {
  const charts = {
    'null-call.svg': () => medians(cases.null, 'Null call: median, and p99 beside it'),
    'small-calls.svg': () => operations(cases),
    'pipelined.svg': () => rates(cases.pipelined),
    'text.svg': () => sizes(cases, 'text', 'Text, there and back: median'),
    'bytes.svg': () => sizes(cases, 'bytes', 'Bytes, there and back: median'),
    'table.svg': () =>
      medians(cases.table, 'Table of 40 000 × 5 as plain objects: median, and p99 beside it'),
    'waiting.svg': () => waits(cases),
  }
  return Object.fromEntries(Object.entries(charts).map(([name, chart]) => [name, chart()]))
}

const series = name => ({ title: CONTENDERS[name].title, colour: CONTENDERS[name].colour })

/** The contenders with figures in any of these cases, in the order in which they are always listed. */
function present(cases) {
  return Object.keys(CONTENDERS).filter(name => cases.some(({ contenders }) => contenders[name]?.median > 0))
}

function medians(subject, title) {
  const bars = present([subject]).map(name => {
    const { median, p99 } = subject.contenders[name]
    return { ...series(name), value: median, note: `${time(median)}; ${time(p99)}` }
  })
  return barChart({ title, bars })
}

function rates(subject) {
  const bars = present([subject]).map(name => {
    const { callsPerSecond } = subject.contenders[name]
    return { ...series(name), value: callsPerSecond, note: `${rate(callsPerSecond)}/s` }
  })
  return barChart({ title: 'Calls per second, 1 000 at once', bars })
}

function operations(cases) {
  const measured = SMALL.map(id => cases[id])
  const names = present(measured)
  const rows = measured.map(({ title, contenders }) => ({
    title: title.split(',')[0],
    values: names.map(name => contenders[name]?.median),
  }))
  return dotChart({ title: 'Small calls: median', series: names.map(series), rows, format: time })
}

function sizes(cases, operation, title) {
  const subjects = CASES.filter(subject => subject.operation === operation)
  const names = present(subjects.map(({ id }) => cases[id]))
  const lines = names.map(name => ({
    ...series(name),
    points: subjects
      .map(({ id, argument }) => [argument, cases[id].contenders[name]?.median])
      .filter(([, median]) => median > 0),
  }))
  return lineChart({ title, series: lines, formatX: bytes, formatY: time })
}

function waits(cases) {
  const names = present(SLEEPS.map(id => cases[id]))
  const rows = SLEEPS.map(id => ({
    title: cases[id].title,
    values: names.map(name => cases[id].contenders[name]?.cpuMs),
  }))
  const title = 'Processor time of all processes for one call that takes a while'
  return dotChart({ title, series: names.map(series), rows, format: ms => `${Number(ms.toPrecision(2))} ms` })
}

function bytes(count) {
  return count < 1e6 ? `${count / 1000} KB` : `${count / 1e6} MB`
}
