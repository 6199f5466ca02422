/**
 * What is measured. Adding a case is adding an entry here, and its operation to the contenders in `page/contenders`.
 *
 * @typedef {object} Case
 * @property {string} id
 * @property {string} title
 * @property {string} operation of the contenders; see `page/timing.js`
 * @property {unknown} [argument] of the operation
 * @property {unknown} [expects] what a call has to give: a value, or the length of one
 * @property {string} [raw] the operation of a bare WebSocket that it is compared with, where it is another one
 * @property {number} [pause] idle time before each call, in milliseconds
 * @property {number} [burst] calls that one timed step makes at once
 * @property {readonly string[]} [only] contenders; all where it is missing
 * @property {Amount} full
 * @property {Amount} quick
 *
 * How often: `rounds` in which each contender has one block of at most `calls` calls and `budget` milliseconds.
 * @typedef {{ rounds: number, calls: number, budget: number }} Amount
 */

const small = {
  full: { rounds: 8, calls: 500, budget: 1000 },
  quick: { rounds: 4, calls: 500, budget: 200 },
}
const nullCall = { ...small, quick: { rounds: 4, calls: 500, budget: 1200 } }

/** By payload size: the number of calls falls as the time of one grows. */
const bySize = {
  '10 KB': { size: 10_000, calls: 200 },
  '100 KB': { size: 100_000, calls: 100 },
  '1 MB': { size: 1_000_000, calls: 20 },
  '10 MB': { size: 10_000_000, calls: 4 },
}

/** What waits for another process: the peers within the page have none. */
const ACROSS = [
  'raw-worker',
  'raw-main',
  'bridge',
  'bridge-two',
  'wire',
  'valence',
  'valence-worker',
  'xhr',
  'coincident-server',
  'capnweb',
]

const payload = operation =>
  Object.entries(bySize).map(([size, { size: argument, calls }]) => ({
    id: `${operation}-${size.replace(' ', '')}`,
    title: `${size} of ${operation}, there and back`,
    operation,
    argument,
    expects: argument,
    full: { rounds: 4, calls, budget: 1000 },
    quick: { rounds: 2, calls: Math.ceil(calls / 2), budget: 150 },
  }))

const sleep = ms => ({
  id: `sleep-${ms}`,
  title: `a call that takes ${ms} ms`,
  operation: 'sleep',
  argument: ms,
  only: ACROSS,
  full: { rounds: 4, calls: Math.min(100, Math.max(3, 1000 / (ms || 1))), budget: 1500 },
  quick: { rounds: 2, calls: Math.min(40, Math.max(2, 200 / (ms || 1))), budget: 1500 },
})

/** @type {readonly Case[]} */
export const CASES = [
  { id: 'null', title: 'null call', operation: 'null', ...nullCall },
  { id: 'get', title: 'property read', operation: 'get', raw: 'null', expects: 42, ...small },
  { id: 'set', title: 'property write', operation: 'set', raw: 'null', ...small },
  { id: 'method', title: 'method with 3 arguments', operation: 'method', raw: 'null', expects: 6, ...small },
  { id: 'new', title: 'new', operation: 'new', raw: 'null', ...small },
  { id: 'callback', title: 'callback round trip', operation: 'callback', raw: 'null', ...small },
  { id: 'callable', title: 'callable round trip', operation: 'callable', raw: 'null', expects: 2, ...small },
  {
    id: 'pipelined',
    title: '1 000 calls pipelined',
    operation: 'pipelined',
    argument: 1000,
    expects: 1000,
    burst: 1000,
    full: { rounds: 6, calls: 15, budget: 1500 },
    quick: { rounds: 3, calls: 5, budget: 300 },
  },
  ...payload('text'),
  ...payload('bytes'),
  ...[
    ['table', 'table of 40 000 × 5, as plain objects'],
    ['rows', 'table of 40 000 × 5, as remote objects'],
  ].map(([operation, title]) => ({
    id: operation,
    title,
    operation,
    raw: 'table',
    expects: 40_000,
    full: { rounds: 4, calls: 4, budget: 2000 },
    quick: { rounds: 2, calls: 2, budget: 600 },
  })),
  {
    id: 'sparse',
    title: 'sparse null calls, one each 50 ms',
    operation: 'null',
    pause: 50,
    only: ACROSS,
    full: { rounds: 4, calls: 30, budget: 3000 },
    quick: { rounds: 2, calls: 8, budget: 600 },
  },
  ...[0, 2, 10, 50, 500].map(sleep),
]
