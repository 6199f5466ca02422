/** Hand-written SVG: an image of its own, readable on light and on dark, with a scale and a legend. Lengths are in pixels. */

/** Of a chart: its width, the room beside its bars, the height of a row. */
export const SIZE = { width: 760, left: 250, right: 110, row: 26 }

const STYLE = `
    svg { --back: #ffffff; --ink: #1f2328; --faint: #d1d9e0; --a: #1f6feb; --b: #6cb0ff; --c: #57606a; --d: #9aa4ae;
          --e: #d1570a; --f: #1a7f37; --g: #4cbb6a; --h: #8250df; --i: #bf3989; --j: #9a6700;
          --k: #0e7490; --l: #e16f24; --m: #0550ae }
    @media (prefers-color-scheme: dark) {
      svg { --back: #0d1117; --ink: #e6edf3; --faint: #30363d; --a: #4493f8; --b: #a5d1ff; --c: #c3ccd5; --d: #7d8590;
            --e: #f0883e; --f: #3fb950; --g: #8ddb8c; --h: #b083f0; --i: #f778ba; --j: #d4a72c;
            --k: #22d3ee; --l: #ffb77c; --m: #79c0ff }
    }
    text { font: 13px system-ui, sans-serif; fill: var(--ink) }
    .title { font-size: 16px; font-weight: 600 } .small { font-size: 11px } .end { text-anchor: end } .middle { text-anchor: middle }
    .back { fill: var(--back) } .grid { stroke: var(--faint); stroke-width: 1 } .line { fill: none; stroke-width: 2 }
  `

const escaped = text => text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`)

export const round = length => Math.round(length * 10) / 10

/** @param {string} kind classes of the text, separated by spaces */
export function label(x, y, text, kind = '') {
  return `<text x="${round(x)}" y="${round(y)}"${kind && ` class="${kind}"`}>${escaped(text)}</text>`
}

export function gridLine(x1, y1, x2, y2) {
  return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" class="grid"/>`
}

/** Marks of what belongs together, above the plot: in rows of three. */
export function legend(entries) {
  return entries.flatMap(({ title, colour }, index) => {
    const x = 16 + (index % 3) * 248
    const y = 52 + Math.floor(index / 3) * 18
    return [dot(x + 5, y - 4, colour), label(x + 16, y, title, 'small')]
  })
}

export const legendHeight = entries => Math.ceil(entries.length / 3) * 18

export function dot(x, y, colour, title = '') {
  return `<circle cx="${round(x)}" cy="${round(y)}" r="5" fill="var(--${colour})"><title>${escaped(title)}</title></circle>`
}

/** The image. */
export function image(title, height, parts) {
  const { width } = SIZE
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${round(height)}" role="img"`,
    `  viewBox="0 0 ${width} ${round(height)}">`,
    `  <title>${escaped(title)}</title>`,
    `  <style>${STYLE}</style>`,
    `  <rect class="back" width="${width}" height="${round(height)}" rx="6"/>`,
    `  ${label(16, 28, title, 'title')}`,
    ...parts.map(part => `  ${part}`),
    '</svg>',
    '',
  ].join('\n')
}

/**
 * A logarithmic scale over the powers of ten around all values.
 *
 * @param {readonly number[]} values greater than 0
 * @returns {{ at: (value: number) => number, ticks: number[] }} positions between `from` and `to`
 */
export function logScale(values, from, to) {
  const low = Math.floor(Math.log10(Math.min(...values)) + 1e-9)
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values)) - 1e-9))
  return {
    at: value => from + ((Math.log10(value) - low) / (high - low)) * (to - from),
    ticks: Array.from({ length: high - low + 1 }, (_, power) => 10 ** (low + power)),
  }
}
