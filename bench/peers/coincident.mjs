/** The server of coincident's server mode: pages reach everything that is global here. */
import coincident from 'coincident/server'
import { announce, listen } from './server.mjs'
import { Counter, service } from './service.mjs'

const wss = listen()
const { sockets } = coincident({ wss })
const bench = service()
const rows = bench.table()
globalThis.bench = {
  ...bench,
  Counter,
  // A promise would be handed over at once.
  sleep: ms => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms),
  // As a copy. Without `direct` each of the 200 000 cells would be a round trip.
  table: () => [...sockets.values()].at(-1).direct(rows),
}
announce(wss)
