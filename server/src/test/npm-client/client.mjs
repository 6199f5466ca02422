// Opens a session, calls a module and prints the answers: with json-rpc-2.0, which knows nothing of Valence.
import { JSONRPCClient } from 'json-rpc-2.0'
import WebSocket from 'ws'

const [, , address] = process.argv

const socket = new WebSocket(`${address.replace(/^http/, 'ws')}valence/socket`)
const overSocket = new JSONRPCClient(request => socket.send(JSON.stringify(request)))
socket.on('message', data => overSocket.receive(JSON.parse(data)))
await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject))

const { renderer, secret, version } = await overSocket.request('session.open', [])
const greeter = await overSocket.request('remote.require', ['greeter'])
const greeting = await overSocket.request('member.call', [greeter.id, 'greet', ['socket']])
const named = await overSocket.request('member.get', { name: 'count', target: greeter.id })
const refusal = await overSocket.request('member.call', [greeter.id, 'leave', []]).catch(error => error)

const overHttp = new JSONRPCClient(async request => {
  const response = await fetch(`${address}valence/call`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'valence-session': `${renderer}.${secret}` },
    body: JSON.stringify(request),
  })
  if (response.status === 200) overHttp.receive(await response.json())
})
const [first, second] = await overHttp.requestAdvanced([
  { jsonrpc: '2.0', id: 'a', method: 'member.call', params: [greeter.id, 'greet', ['http']] },
  { jsonrpc: '2.0', id: 'b', method: 'member.get', params: [greeter.id, 'count'] },
])
overHttp.notify('reference.release', [[[greeter.id, greeter.n]]])

console.log(JSON.stringify({ version, greeting, count: named, code: refusal.code, overHttp: [first.result, second.result] }))
socket.close()
