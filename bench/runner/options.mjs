/** The command line of `bench/run`, less what the script itself has taken. */
import { parseArgs } from 'node:util'
import { CASES } from './cases.mjs'
import { CONTENDERS, YARDSTICK } from './contenders.mjs'

/**
 * @returns what to do
 * @throws Error where a word is not known; its message says what would be
 */
export function options(args) {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      contenders: { type: 'string' },
      rounds: { type: 'string' },
      calls: { type: 'string' },
      output: { type: 'string' },
      'write-docs': { type: 'boolean', default: false },
      classpath: { type: 'string', default: '' },
    },
  })
  const ids = CASES.map(({ id }) => id)
  const only = list('--only', values.only, ids)
  const wanted = list('--contenders', values.contenders, Object.keys(CONTENDERS))
  return {
    ...values,
    rounds: count('--rounds', values.rounds),
    calls: count('--calls', values.calls),
    cases: CASES.filter(({ id }) => only.includes(id)),
    // The yardstick always runs: a figure without it says nothing.
    contenders: wanted.includes(YARDSTICK) ? wanted : [YARDSTICK, ...wanted],
    isWhole: values.only === undefined && values.contenders === undefined,
  }
}

function list(option, value, known) {
  if (value === undefined) return known
  const words = value.split(',')
  const unknown = words.filter(word => !known.includes(word))
  if (unknown.length > 0) {
    throw new Error(`${option} does not know ${unknown.join(', ')}; it knows ${known.join(', ')}`)
  }
  return words
}

function count(option, value) {
  if (value === undefined) return undefined
  const number = Number(value)
  if (!Number.isInteger(number) || number < 1)
    throw new Error(`${option} wants a number from 1 on, not ${value}`)
  return number
}
