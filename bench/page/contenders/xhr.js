// Synchronous XMLHttpRequest to the echo server.
import { NULL_CALL, text } from '../payloads.js'

export function open() {
  return {
    sync: {
      null: () => () => post('/echo', NULL_CALL),
      text: size => {
        const message = text(size)
        return () => post('/echo', message)
      },
      table: () => () => JSON.parse(post('/table', '')),
      sleep: ms => () => post('/sleep', String(ms)),
    },
    missing: { bytes: 'a synchronous request of a main thread gives texts only' },
  }
}

function post(path, body) {
  const request = new XMLHttpRequest()
  request.open('POST', path, false)
  request.send(body)
  return request.responseText
}
