// The way in which a main thread waits for shared memory, with nothing of Valence in it: an I/O worker owns the socket to the echo server,
// the main thread hands it the bytes by a port and spins until the answer lies in the memory.
import { startReceiver } from '../receiver.js'

export async function open({ echo }) {
  const { port, ask } = await startReceiver(`${echo.replace(/^http/, 'ws')}echo`)
  return { sync: { null: () => () => ask(message => port.postMessage(message, [message])) } }
}
