/** An I/O worker that puts what its socket brings into shared memory, and a main thread that spins on it. For null calls only. */
import { NULL_CALL } from './payloads.js'

const CAPACITY = 4096

/** Runs in the worker, from its text. */
function receive() {
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

/**
 * @param {string} url of the socket
 * @returns the port of the worker, and what sends a call as bytes by the given way and blocks until its answer is there
 */
export async function startReceiver(url) {
  const memory = new SharedArrayBuffer(4 + CAPACITY)
  const { port1: port, port2 } = new MessageChannel()
  const worker = new Worker(URL.createObjectURL(new Blob([`(${receive})()`], { type: 'text/javascript' })))
  worker.postMessage({ port: port2, url, memory }, [port2])
  await new Promise(resolve => {
    port.onmessage = resolve
  })
  const length = new Int32Array(memory, 0, 1)
  const bytes = new Uint8Array(memory, 4)
  const encoder = new TextEncoder()
  const decoder = new TextDecoder()
  return {
    port,
    ask(send) {
      Atomics.store(length, 0, 0)
      send(encoder.encode(NULL_CALL).buffer)
      while (Atomics.load(length, 0) === 0) Atomics.pause?.()
      return decoder.decode(bytes.slice(0, Atomics.load(length, 0)))
    },
  }
}
