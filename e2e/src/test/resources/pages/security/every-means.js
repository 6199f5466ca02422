// All by which a page can send something to the server at `server`, as functions: each sends the same request, and gives a word for what
// came of it. Tests run it in pages of their own and in others'.
const call = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'remote.require', params: ['target'] })
const url = `${server}valence/call`
const socketUrl = `${server.replace('http', 'ws')}valence/socket`

const bySocket = `new Promise(resolve => {
  const socket = new WebSocket(${JSON.stringify(socketUrl)})
  socket.onopen = () => socket.send(${JSON.stringify(call)})
  socket.onmessage = () => { socket.close(); resolve('answered') }
  socket.onerror = () => resolve('refused')
})`

const byFetch = init => fetch(url, { method: 'POST', body: call, ...init }).then(
  response => `${response.type} ${response.status}`,
  error => error.name,
)

const byXhr = type => {
  const request = new XMLHttpRequest()
  try {
    request.open('POST', url, false)
    request.setRequestHeader('Content-Type', type)
    request.send(call)
    return `status ${request.status}`
  } catch (error) {
    return error.name
  }
}

// What a form of plain text sends has a '=' between name and value: here it is in a string.
const formField = [`${call.slice(0, -1)},"x":"`, '"}']

const byForm = async enctype => {
  const sink = Object.assign(document.createElement('iframe'), { name: 'sink' })
  const form = Object.assign(document.createElement('form'), { action: url, method: 'post', enctype, target: 'sink' })
  form.append(Object.assign(document.createElement('input'), { name: formField[0], value: formField[1] }))
  document.body.append(sink, form)
  await new Promise(resolve => {
    sink.onload = resolve
    form.submit()
  })
  sink.remove()
  form.remove()
  return 'sent'
}

const means = {
  socket: () => eval(bySocket),
  socketOfAWorker: () =>
    new Promise(resolve => {
      const worker = new Worker(URL.createObjectURL(new Blob([`${bySocket}.then(postMessage)`])))
      worker.onmessage = ({ data }) => resolve(data)
    }),
  fetchOfJson: () => byFetch({ headers: { 'Content-Type': 'application/json' } }),
  fetchOfJsonWithCredentials: () => byFetch({ headers: { 'Content-Type': 'application/json' }, credentials: 'include' }),
  xhrOfJson: () => byXhr('application/json'),
  fetchOfTheBodyOfAForm: () =>
    byFetch({ headers: { 'Content-Type': 'application/json' }, body: `${formField.join('=')}\r\n` }),
  fetchOfText: () => byFetch({}),
  fetchWithoutCors: () => byFetch({ mode: 'no-cors' }),
  fetchWithoutCorsThatOutlivesThePage: () => byFetch({ mode: 'no-cors', keepalive: true, credentials: 'include' }),
  fetchWithoutBody: () => byFetch({ method: 'GET', body: undefined }),
  xhrOfText: () => byXhr('text/plain'),
  formOfText: () => byForm('text/plain'),
  formOfFields: () => byForm('application/x-www-form-urlencoded'),
  formOfParts: () => byForm('multipart/form-data'),
  script: () =>
    new Promise(resolve => {
      const script = Object.assign(document.createElement('script'), { src: url })
      script.onload = () => resolve('loaded')
      script.onerror = () => resolve('refused')
      document.head.append(script)
    }),
  beacon: async () => {
    performance.clearResourceTimings()
    if (!navigator.sendBeacon(url, new Blob([call], { type: 'text/plain' }))) return 'not sent'
    // Nobody tells when it has arrived but the list of what was loaded.
    while (!performance.getEntriesByType('resource').some(each => each.initiatorType === 'beacon'))
      await new Promise(resolve => setTimeout(resolve, 10))
    return 'sent'
  },
}
