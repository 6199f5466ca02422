// A bare WebSocket to the echo server: a message goes, the same comes back.
const NULL_CALL = '{"jsonrpc":"2.0","id":12345,"method":"member.call","params":[1,"nothing",[]],"seq":12345}'

export async function open({ echo }) {
  const socket = await connect(echo)
  const ask = message =>
    new Promise(resolve => {
      socket.onmessage = resolve
      socket.send(message)
    })
  return {
    async: {
      null: () => () => ask(NULL_CALL),
    },
  }
}

function connect(echo) {
  const socket = new WebSocket(`${echo.replace(/^http/, 'ws')}echo`)
  socket.binaryType = 'arraybuffer'
  return new Promise((resolve, reject) => {
    socket.onopen = () => resolve(socket)
    socket.onerror = () => reject(new Error(`The echo server at ${echo} does not answer`))
  })
}
