/** The three kinds of charts. A series has a title and a colour, a letter of the palette in `svg.mjs`. */
import { dot, gridLine, image, label, legend, legendHeight, logScale, round, SIZE } from './svg.mjs'

/**
 * One bar for each, from zero: for what is to be compared by length.
 *
 * @param {{ title: string, bars: { title: string, colour: string, value: number, note: string }[] }} chart
 */
export function barChart({ title, bars }) {
  const { width, left, right, row } = SIZE
  const top = 48
  const longest = Math.max(...bars.map(({ value }) => value))
  const parts = bars.flatMap(({ title: name, colour, value, note }, index) => {
    const y = top + index * row
    const length = round((value / longest) * (width - left - right - 60))
    return [
      label(left - 10, y + 15, name, 'end'),
      `<rect x="${left}" y="${y + 3}" width="${length}" height="${row - 8}" rx="2" fill="var(--${colour})"/>`,
      label(left + length + 8, y + 15, note, 'small'),
    ]
  })
  return image(title, top + bars.length * row + 12, parts)
}

/**
 * A row for each thing measured and a dot for each series, on a logarithmic scale: for many things at once.
 *
 * @param {object} chart
 * @param {string} chart.title
 * @param {{ title: string, colour: string }[]} chart.series
 * @param {{ title: string, values: (number | undefined)[] }[]} chart.rows values in the order of the series
 * @param {(value: number) => string} chart.format
 */
export function dotChart({ title, series, rows, format }) {
  const { width, row } = SIZE
  const left = 190
  const top = 52 + legendHeight(series)
  const bottom = top + rows.length * row
  const right = width - 40
  const scale = logScale(rows.flatMap(({ values }) => values).filter(isShown), left, right)
  const parts = [
    ...legend(series),
    ...scale.ticks.flatMap(tick => [
      gridLine(scale.at(tick), top, scale.at(tick), bottom),
      label(scale.at(tick), bottom + 16, format(tick), 'small middle'),
    ]),
    ...rows.flatMap(({ title: name, values }, index) => {
      const y = top + index * row + row / 2
      const dots = values.map((value, each) =>
        isShown(value)
          ? dot(scale.at(value), y, series[each].colour, `${series[each].title}: ${format(value)}`)
          : '',
      )
      return [label(left - 12, y + 4, name, 'end'), gridLine(left, y, right, y), ...dots.filter(Boolean)]
    }),
  ]
  return image(title, bottom + 28, parts)
}

/**
 * A line for each series over one quantity, both scales logarithmic: for what grows.
 *
 * @param {object} chart
 * @param {string} chart.title
 * @param {{ title: string, colour: string, points: [number, number][] }[]} chart.series
 * @param {(x: number) => string} chart.formatX
 * @param {(y: number) => string} chart.formatY
 */
export function lineChart({ title, series, formatX, formatY }) {
  const left = 80
  const right = SIZE.width - 40
  const top = 56 + legendHeight(series)
  const bottom = top + 300
  const points = series.flatMap(each => each.points)
  const x = logScale(
    points.map(point => point[0]),
    left,
    right,
  )
  const y = logScale(
    points.map(point => point[1]),
    bottom,
    top,
  )
  const parts = [
    ...legend(series),
    ...x.ticks.flatMap(tick => [
      gridLine(x.at(tick), top, x.at(tick), bottom),
      label(x.at(tick), bottom + 18, formatX(tick), 'small middle'),
    ]),
    ...y.ticks.flatMap(tick => [
      gridLine(left, y.at(tick), right, y.at(tick)),
      label(left - 8, y.at(tick) + 4, formatY(tick), 'small end'),
    ]),
    ...series.flatMap(({ title: name, colour, points: own }) => [
      `<polyline class="line" stroke="var(--${colour})" points="${own
        .map(([a, b]) => `${round(x.at(a))},${round(y.at(b))}`)
        .join(' ')}"/>`,
      ...own.map(([a, b]) => dot(x.at(a), y.at(b), colour, `${name}, ${formatX(a)}: ${formatY(b)}`)),
    ]),
  ]
  return image(title, bottom + 30, parts)
}

/** What is not measured, or too small for a logarithmic scale, is not there. */
function isShown(value) {
  return value !== undefined && value > 0
}
