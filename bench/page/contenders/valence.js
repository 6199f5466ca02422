// Valence: every step is synchronous, but for what says that it is not.
import { bytes, text } from '../payloads.js'

const REMOTE = '/valence/remote.mjs'

export async function open() {
  const { remote } = await import(REMOTE)
  const bench = remote.require('bench')
  const Counter = remote.require('counter')
  const sync = {
    null: () => () => bench.nothing(),
    get: () => () => bench.number,
    set: () => () => {
      bench.number = 42
    },
    method: () => () => bench.add(1, 2, 3),
    new: () => () => new Counter(1),
    text: size => {
      const message = text(size)
      return () => bench.text(message)
    },
    bytes: size => {
      const message = bytes(size)
      return () => bench.bytes(message)
    },
    table: () => () => bench.table(),
    rows: () => () => bench.rows(),
    sleep: ms => () => bench.sleep(ms),
    callable: () => {
      const callable = remote.callable(x => x + 1)
      return () => bench.ask(callable)
    },
  }
  const later = {
    callback: () => () => new Promise(resolve => bench.callback(() => resolve())),
    pipelined: count => async () => {
      const calls = remote.async(bench)
      return (await Promise.all(Array.from({ length: count }, () => calls.nothing()))).length
    },
  }
  return { sync, async: later }
}
