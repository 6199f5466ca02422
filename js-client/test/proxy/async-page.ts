import type { SessionParts } from '../../src/session.ts'
import type { Answer } from '../fake-java.ts'
import { openPage, type TestPage } from '../page.ts'
import { classNamed, reference } from './wire.ts'

// biome-ignore lint/suspicious/noExplicitAny: what Java has is of no type that TypeScript knows
export type Any = any

const DB = classNamed('Db', {
  id: 2,
  members: [
    ['open', 'm'],
    ['table', 'm'],
    ['count', 'm'],
    ['list', 'm'],
    ['title', 'p'],
    ['busy', 'r'],
    ['handler', 'p'],
  ],
  own: [['size', 'c']],
  statics: [
    ['find', 'm'],
    ['MAX', 'c', 10],
  ],
})

/** A page with a remote object, and what turns its event loop until a promise is settled. */
export function withDb(
  answers: Record<string, Answer> = {},
  parts: Partial<SessionParts> = {},
): TestPage & { db: Any; async: Any; settled: Settled } {
  const page = openPage(
    {
      'remote.require': () => reference(1, DB, { values: { size: 3 } }),
      'remote.global': () => ({ $: 'class', class: 2 }),
      'member.get': () => 'title',
      'member.set': () => ({ $: 'undefined' }),
      'member.call': () => reference(1, 2, { n: 2, values: { size: 3 } }),
      'class.construct': () => reference(1, 2, { n: 2, values: { size: 3 } }),
      ...answers,
    },
    parts,
  )
  const db = page.remote.require('./db')
  return { ...page, db, async: page.remote.async(db), settled: promise => settle(page, promise) }
}

type Settled = (promise: unknown) => Promise<Any>

/** Lets the page look at what has come, and its tasks run, until the promise is settled. */
async function settle(page: TestPage, promise: unknown): Promise<unknown> {
  let over = false
  const outcome = Promise.resolve(promise).finally(() => {
    over = true
  })
  outcome.catch(() => undefined)
  while (!over) {
    await new Promise(resolve => setImmediate(resolve))
    page.java.wake()
    page.turn()
  }
  return outcome
}
