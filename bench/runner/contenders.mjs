/**
 * Who is measured. `module` is a file of `page/contenders`, `server` the origin that its page comes from; the peers' pages come from the
 * echo server, since they do not care. `colour` is a letter of the palette in `svg.mjs`.
 */
export const CONTENDERS = {
  'raw-worker': {
    colour: 'c',
    title: 'raw WebSocket echo, worker',
    module: 'raw',
    thread: 'worker',
    server: 'echo',
    isRaw: true,
  },
  'raw-main': {
    colour: 'd',
    title: 'raw WebSocket echo, main thread',
    module: 'raw',
    thread: 'main',
    server: 'echo',
    isRaw: true,
  },
  bridge: {
    colour: 'k',
    title: 'bare bridge, one socket',
    module: 'bridge',
    thread: 'main',
    server: 'echo',
  },
  'bridge-two': {
    colour: 'l',
    title: 'bare bridge, two sockets',
    module: 'bridge-two',
    thread: 'main',
    server: 'echo',
  },
  wire: {
    colour: 'm',
    title: 'JSON-RPC by hand, worker',
    module: 'wire',
    thread: 'worker',
    server: 'valence',
  },
  valence: {
    colour: 'a',
    title: 'Valence, main thread',
    module: 'valence',
    thread: 'main',
    server: 'valence',
  },
  'valence-worker': {
    colour: 'b',
    title: 'Valence, worker',
    module: 'valence',
    thread: 'worker',
    server: 'valence',
  },
  xhr: { colour: 'e', title: 'synchronous XHR', module: 'xhr', thread: 'main', server: 'echo' },
  'coincident-server': {
    colour: 'f',
    title: 'coincident, server mode',
    module: 'coincident-server',
    thread: 'worker',
    server: 'echo',
    peer: 'coincident',
  },
  capnweb: {
    colour: 'h',
    title: 'capnweb over a WebSocket',
    module: 'capnweb',
    thread: 'main',
    server: 'echo',
    peer: 'capnweb',
  },
  'coincident-main': {
    colour: 'g',
    title: 'coincident, worker to main thread',
    module: 'coincident-main',
    thread: 'worker',
    server: 'echo',
  },
  comlink: {
    colour: 'i',
    title: 'comlink, worker to main thread',
    module: 'comlink',
    thread: 'worker',
    server: 'echo',
  },
  synclink: {
    colour: 'j',
    title: 'synclink, worker to main thread',
    module: 'synclink',
    thread: 'worker',
    server: 'echo',
  },
}

/** What all is compared with. */
export const YARDSTICK = 'raw-worker'
