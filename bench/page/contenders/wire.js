// Valence's server without Valence's client: JSON-RPC written by hand, over a bare WebSocket, with promises. It sends what the client
// would send, and parses what comes only as JSON.
const encoder = new TextEncoder()
const decoder = new TextDecoder()

export async function open({ valence }) {
  const socket = new WebSocket(`${valence.replace(/^http/, 'ws')}valence/socket`)
  socket.binaryType = 'arraybuffer'
  await new Promise((resolve, reject) => {
    socket.onopen = resolve
    socket.onerror = () => reject(new Error(`Nobody answers at ${socket.url}`))
  })
  const calls = new Calls(socket)
  await calls.ask('session.open', [])
  const { id } = await calls.ask('remote.require', ['bench'])
  return {
    async: {
      null: () => () => calls.ask('member.call', [id, 'nothing', []]),
      get: () => () => calls.ask('member.get', [id, 'number']),
      method: () => () => calls.ask('member.call', [id, 'add', [1, 2, 3]]),
      pipelined: count => async () =>
        (
          await Promise.all(
            Array.from({ length: count }, () => calls.ask('member.call', [id, 'nothing', []])),
          )
        ).length,
    },
  }
}

class Calls {
  #socket
  #pending = new Map()
  #sent = 0
  #received = 0

  constructor(socket) {
    this.#socket = socket
    socket.onmessage = ({ data }) => this.#receive(JSON.parse(decoder.decode(data)))
  }

  ask(method, params) {
    const seq = ++this.#sent
    const message = { jsonrpc: '2.0', id: seq, method, params, seq, ack: this.#received }
    this.#socket.send(encoder.encode(JSON.stringify(message)))
    return new Promise((resolve, reject) => this.#pending.set(seq, { resolve, reject }))
  }

  #receive({ id, seq, result, error }) {
    this.#received = seq ?? this.#received
    const { resolve, reject } = this.#pending.get(id) ?? {}
    this.#pending.delete(id)
    if (error === undefined) resolve?.(result)
    else reject?.(new Error(error.message))
  }
}
