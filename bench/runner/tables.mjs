/** Tables: as rows of cells, then as text for a terminal or as Markdown. The first row is the head. */
import { CONTENDERS, YARDSTICK } from './contenders.mjs'

/** A time, in the unit in which it is easiest to read. */
export function time(us) {
  if (us < 999.5) return `${Math.round(us)} µs`
  if (us < 999_500) return `${(us / 1000).toFixed(us < 99_950 ? 1 : 0)} ms`
  return `${(us / 1e6).toFixed(2)} s`
}

/** Calls per second. */
export function rate(calls) {
  return calls < 10 ? calls.toFixed(1) : String(Math.round(calls))
}

/** One case: a row for each contender, with its ratio to the yardstick. */
export function caseTable({ contenders }) {
  const yardstick = contenders[YARDSTICK]
  const rows = Object.entries(contenders).map(([name, figures]) => {
    const { title } = CONTENDERS[name]
    if (figures.missing !== undefined) return [title, figures.missing, '', '', '', '', '']
    const { calls, median, p99, callsPerSecond, cpuMs } = figures
    const ratio = yardstick?.median === undefined ? '–' : (median / yardstick.median).toFixed(2)
    return [title, time(median), time(p99), rate(callsPerSecond), cpuMs.toFixed(2), ratio, String(calls)]
  })
  return [['', 'median', 'p99', 'calls/s', 'CPU ms/call', 'ratio', 'calls'], ...rows]
}

/** The goals beside the figures. */
export function goalTable(goals) {
  return [
    ['figure', 'goal', 'measured', ''],
    ...goals.map(({ figure, goal, value, verdict }) => [figure, goal, value, verdict]),
  ]
}

/** For a terminal: the first column to the left, figures to the right. */
export function asText(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map(row => width(row, column))))
  const line = row =>
    row
      .map((cell, column) =>
        column === 0 || cell.length > widths[column]
          ? cell.padEnd(widths[column])
          : cell.padStart(widths[column]),
      )
      .join('  ')
      .trimEnd()
  return rows.map(line).join('\n')
}

/** A reason stands in the place of all figures and is no column's measure. */
function width(row, column) {
  return column > 0 && row[column + 1] === '' && row.length > 4 ? 0 : row[column].length
}

export function asMarkdown(rows) {
  const [head, ...body] = rows.map(row => `| ${row.join(' | ')} |`)
  const rule = rows[0].map((_, column) => (column === 0 ? '---' : '---:'))
  return [head, `| ${rule.join(' | ')} |`, ...body].join('\n')
}
