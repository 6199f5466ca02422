// The way in which Valence's main thread waits, with nothing of Valence in it: an I/O worker owns the socket to the echo server, the
// main thread hands it the bytes by a port and spins on shared memory until the answer lies there.
import { NULL_CALL } from '../payloads.js'

const CAPACITY = 64 * 1024

/** Runs in the worker, from its text. */
function serve() {
  self.onmessage = ({ data: { port, url, memory } }) => {
    const length = new Int32Array(memory, 0, 1)
    const bytes = new Uint8Array(memory, 4)
    const socket = new WebSocket(url)
    socket.binaryType = 'arraybuffer'
    socket.onopen = () => port.postMessage('open')
    socket.onmessage = ({ data }) => {
      bytes.set(new Uint8Array(data))
      Atomics.store(length, 0, data.byteLength)
    }
    port.onmessage = ({ data }) => socket.send(data)
  }
}

export async function open({ echo }) {
  const memory = new SharedArrayBuffer(4 + CAPACITY)
  const { port1: port, port2 } = new MessageChannel()
  const source = new Blob([`(${serve})()`], { type: 'text/javascript' })
  const worker = new Worker(URL.createObjectURL(source))
  worker.postMessage({ port: port2, url: `${echo.replace(/^http/, 'ws')}echo`, memory }, [port2])
  await new Promise(resolve => {
    port.onmessage = resolve
  })
  const length = new Int32Array(memory, 0, 1)
  const bytes = new Uint8Array(memory, 4)
  const encoder = new TextEncoder()
  const decoder = new TextDecoder()
  const ask = text => {
    Atomics.store(length, 0, 0)
    const message = encoder.encode(text).buffer
    port.postMessage(message, [message])
    while (Atomics.load(length, 0) === 0) Atomics.pause?.()
    return decoder.decode(bytes.slice(0, Atomics.load(length, 0)))
  }
  return { sync: { null: () => () => ask(NULL_CALL) } }
}
