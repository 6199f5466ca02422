/** The goals, as ratios within one run, and how each figure is taken from the results. */

/**
 * @typedef {object} Goal
 * @property {string} figure what is compared
 * @property {'≤' | '≥'} sign
 * @property {number} limit
 * @property {string} [unit]
 * @property {(of: Reader) => number} value NaN where something was not measured
 *
 * @callback Reader
 * @param {string} id of a case
 * @param {string} contender
 * @returns {{ median: number, p99: number, callsPerSecond: number, cpuMs: number }} each NaN where it was not measured
 */

const UNMEASURED = { median: Number.NaN, p99: Number.NaN, callsPerSecond: Number.NaN, cpuMs: Number.NaN }

const ratio =
  (id, over, under, field = 'median') =>
  of =>
    of(id, over)[field] / of(id, under)[field]

const againstCoincident = (id, words) => ({
  figure: `${words}: coincident's server mode / Valence`,
  sign: '≥',
  limit: 6,
  value: ratio(id, 'coincident-server', 'valence'),
})

const ofBytes = (id, size) => ({
  figure: `${size} of bytes: Valence / raw worker echo of the same size`,
  sign: '≤',
  limit: 1.25,
  value: ratio(id, 'valence', 'raw-worker'),
})

/** @type {readonly Goal[]} */
const GOALS = [
  {
    figure: 'null call, main thread, median / raw worker echo',
    sign: '≤',
    limit: 0.9,
    value: ratio('null', 'valence', 'raw-worker'),
  },
  {
    figure: 'null call, main thread, p99 / raw worker echo p99',
    sign: '≤',
    limit: 2,
    value: ratio('null', 'valence', 'raw-worker', 'p99'),
  },
  {
    figure: 'null call, page worker, median / raw worker echo',
    sign: '≤',
    limit: 0.9,
    value: ratio('null', 'valence-worker', 'raw-worker'),
  },
  againstCoincident('null', 'null call'),
  againstCoincident('get', 'property read'),
  againstCoincident('method', 'method'),
  againstCoincident('callback', 'callback'),
  {
    figure: 'null call: synchronous XHR / Valence',
    sign: '≥',
    limit: 9,
    value: ratio('null', 'xhr', 'valence'),
  },
  {
    figure: 'pipelined calls/s: Valence / raw pipelined echo',
    sign: '≥',
    limit: 0.7,
    value: ratio('pipelined', 'valence', 'raw-worker', 'callsPerSecond'),
  },
  {
    figure: 'pipelined calls/s: Valence / capnweb',
    sign: '≥',
    limit: 1,
    value: ratio('pipelined', 'valence', 'capnweb', 'callsPerSecond'),
  },
  ofBytes('bytes-1MB', '1 MB'),
  ofBytes('bytes-10MB', '10 MB'),
  {
    figure: 'table of 40 000 × 5 as plain objects: Valence / the same JSON sent raw and parsed',
    sign: '≤',
    limit: 2,
    value: ratio('table', 'valence', 'raw-worker'),
  },
  {
    figure: 'a call of 500 ms: processor time, beyond that of a raw echo that takes as long',
    sign: '≤',
    limit: 15,
    unit: ' ms',
    value: of => of('sleep-500', 'valence').cpuMs - of('sleep-500', 'raw-worker').cpuMs,
  },
]

/**
 * The goals with what was measured.
 *
 * @param {Record<string, { contenders: Record<string, object> }>} cases results by case
 * @returns {{ figure: string, goal: string, value: string, verdict: 'met' | 'not met' | 'not measured' }[]}
 */
export function judge(cases) {
  const of = (id, contender) => ({ ...UNMEASURED, ...cases[id]?.contenders[contender] })
  return GOALS.map(({ figure, sign, limit, unit = '', value }) => {
    const measured = value(of)
    const isMet = sign === '≤' ? measured <= limit : measured >= limit
    return {
      figure,
      goal: `${sign} ${limit}${unit}`,
      value: Number.isNaN(measured) ? '–' : `${measured.toFixed(measured < 100 ? 2 : 0)}${unit}`,
      verdict: Number.isNaN(measured) ? 'not measured' : isMet ? 'met' : 'not met',
    }
  })
}
