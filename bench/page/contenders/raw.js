// A bare WebSocket to the echo server: a message goes, the same comes back.
import { bytes, NULL_CALL, text } from '../payloads.js'

export async function open({ echo }) {
  const [echoes, sleeps, tables] = await Promise.all(
    ['echo', 'sleep', 'table'].map(path => connect(echo.replace(/^http/, 'ws') + path)),
  )
  return {
    async: {
      null: () => () => ask(echoes, NULL_CALL),
      text: size => {
        const message = text(size)
        return () => ask(echoes, message)
      },
      bytes: size => {
        const message = bytes(size)
        return async () => new Uint8Array(await ask(echoes, message))
      },
      table: () => async () => JSON.parse(await ask(tables, '')),
      pipelined: count => () => burst(echoes, count),
      sleep: ms => () => ask(sleeps, String(ms)),
    },
  }
}

const ask = (socket, message) =>
  new Promise((resolve, reject) => {
    socket.onmessage = ({ data }) => resolve(data)
    socket.onclose = ({ code }) => reject(new Error(`The socket was closed with ${code}`))
    socket.send(message)
  })

/** Sends all at once and waits for the last answer. */
const burst = (socket, count) =>
  new Promise(resolve => {
    let left = count
    socket.onmessage = () => --left === 0 && resolve(count)
    for (let i = 0; i < count; i++) socket.send(NULL_CALL)
  })

function connect(url) {
  const socket = new WebSocket(url)
  socket.binaryType = 'arraybuffer'
  return new Promise((resolve, reject) => {
    socket.onopen = () => resolve(socket)
    socket.onerror = () => reject(new Error(`Nobody answers at ${url}`))
  })
}
