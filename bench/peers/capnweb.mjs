/** The server of capnweb. */
import { newWebSocketRpcSession, RpcTarget } from 'capnweb'
import { WebSocket } from 'ws'
import { announce, listen } from './server.mjs'
import { Counter, service } from './service.mjs'

// Node 20 has none, and capnweb asks for it.
globalThis.WebSocket ??= WebSocket

class RemoteCounter extends RpcTarget {
  #counter = new Counter(1)

  next() {
    return this.#counter.next()
  }
}

const bench = service()

class Api extends RpcTarget {
  get number() {
    return bench.number
  }

  newCounter() {
    return new RemoteCounter()
  }
}
for (const name of ['nothing', 'add', 'callback', 'ask', 'text', 'bytes', 'table', 'sleep']) {
  Object.defineProperty(Api.prototype, name, { value: bench[name] })
}

const sockets = listen()
sockets.on('connection', socket => newWebSocketRpcSession(socket, new Api()))
announce(sockets)
