/** What the servers of the peers have in common: a port, a line that says which, and an end with their parent. */
import { WebSocketServer } from 'ws'

/** Listens on any free port. */
export function listen() {
  // As at the other contenders: no compression, and messages of tens of megabytes.
  return new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false, maxPayload: 64 << 20 })
}

/** Tells the runner where the server is, and ends this process when the runner does. */
export function announce(sockets) {
  sockets.on('listening', () =>
    console.log(JSON.stringify({ url: `ws://127.0.0.1:${sockets.address().port}/` })),
  )
  process.stdin.resume().on('end', () => process.exit())
}
