/** What `bench/server` has measured, as tables and goals. */

/** @typedef {{ call: string, micros: number, bytes: number }[]} Calls frame in, frame out; by the JMH benchmark's name */

/**
 * @typedef {object} Crowd
 * @property {number} objectBytes heap of an object that a page holds, beside the object itself
 * @property {{ renderers: number, valenceBytes: number, jettyBytes: number }[]} idle heap per renderer
 * @property {{ renderers: number, valence: Figures, jetty: Figures }} active
 *
 * @typedef {{ perSecond: number, p99: number }} Figures p99 in µs
 */

const TITLES = {
  nullCall: 'null call',
  propertyRead: 'property read',
  propertyWrite: 'property write',
  threeArguments: 'method with 3 arguments',
  plainObject: 'method with a plain object',
}

const kilobytes = bytes => `${(bytes / 1000).toFixed(1)} KB`
const grouped = number => number.toLocaleString('en-US').replaceAll(',', ' ')

/** @param {Calls} calls */
export function callTable(calls) {
  const inOrder = Object.keys(TITLES).flatMap(name => calls.filter(({ call }) => call === name))
  return [
    ['frame in → frame out', 'processor time', 'allocated'],
    ...inOrder.map(({ call, micros, bytes }) => [
      TITLES[call],
      `${micros.toFixed(2)} µs`,
      `${Math.round(bytes)} B`,
    ]),
  ]
}

/** @param {Crowd} crowd */
export function crowdTable({ objectBytes, idle, active }) {
  return [
    ['', 'Valence', 'plain Jetty'],
    ...idle.map(({ renderers, valenceBytes, jettyBytes }) => [
      `heap of each of ${grouped(renderers)} idle renderers`,
      kilobytes(valenceBytes),
      kilobytes(jettyBytes),
    ]),
    ['heap of each object that a page holds', `${objectBytes} B`, '–'],
    [
      `messages/s, ${grouped(active.renderers)} active renderers`,
      grouped(active.valence.perSecond),
      grouped(active.jetty.perSecond),
    ],
    ['p99 of them', milliseconds(active.valence.p99), milliseconds(active.jetty.p99)],
  ]
}

const milliseconds = us => `${(us / 1000).toFixed(1)} ms`

/**
 * @param {Calls} calls
 * @param {Crowd} crowd
 */
export function serverGoals(calls, { objectBytes, idle, active }) {
  const nothing = calls.find(({ call }) => call === 'nullCall')
  const many = idle.at(-1)
  const beyond = (many.valenceBytes - many.jettyBytes) / 1000
  const ratio = active.valence.perSecond / active.jetty.perSecond
  return [
    goal('null call in Java alone, frame in → frame out', '≤', 3, nothing.micros, ' µs', 1),
    goal('the same, allocated', '≤', 1.5, nothing.bytes / 1000, ' KB', 2),
    goal(
      `messages/s with ${grouped(active.renderers)} active renderers / plain Jetty echo`,
      '≥',
      0.7,
      ratio,
      '',
      2,
    ),
    goal(
      `heap of an idle renderer of ${grouped(many.renderers)}, beyond plain Jetty`,
      '≤',
      10,
      beyond,
      ' KB',
      1,
    ),
    goal('heap of an object that a page holds, beside the object', '≤', 120, objectBytes, ' B', 0),
  ]
}

function goal(figure, sign, limit, measured, unit, digits) {
  const isMet = sign === '≤' ? measured <= limit : measured >= limit
  return {
    figure,
    goal: `${sign} ${limit}${unit}`,
    value: `${measured.toFixed(digits)}${unit}`,
    verdict: isMet ? 'met' : 'not met',
  }
}
