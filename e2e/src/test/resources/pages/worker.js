importScripts('/valence/remote.js')

const { remote } = require('electron')

self.onmessage = async ({ data }) => {
  try {
    const run = new Function('remote', `return (async () => { ${data} })()`)
    self.postMessage(await run(remote))
  } catch (error) {
    self.postMessage(`${error.name}: ${error.message}`)
  }
}
