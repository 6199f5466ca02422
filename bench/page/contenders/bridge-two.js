// The same with two sockets: the main thread sends by one of its own, and the I/O worker only receives.
import { startReceiver } from '../receiver.js'

export async function open({ echo }) {
  const relay = `${echo.replace(/^http/, 'ws')}relay`
  const page = crypto.randomUUID()
  const { ask } = await startReceiver(`${relay}/in/${page}`)
  const socket = new WebSocket(`${relay}/out/${page}`)
  await new Promise((resolve, reject) => {
    socket.onopen = resolve
    socket.onerror = () => reject(new Error(`Nobody answers at ${socket.url}`))
  })
  return { sync: { null: () => () => ask(message => socket.send(message)) } }
}
