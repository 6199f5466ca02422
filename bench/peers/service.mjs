/** What `Bench.java` offers, for the peers: in Node, and on a page's main thread. */

/** What `new` is measured with. */
export class Counter {
  #value

  constructor(value) {
    this.#value = value
  }

  next() {
    return this.#value + 1
  }
}

const row = id => ({
  id,
  name: `file-${id}.txt`,
  size: (id * 7919) % 1_000_003,
  ratio: id / 8,
  hidden: id % 2 === 0,
})

export function service() {
  const rows = Array.from({ length: 40_000 }, (_, id) => row(id))
  return {
    number: 42,
    nothing() {},
    add: (a, b, c) => a + b + c,
    callback(f) {
      f()
    },
    ask: f => f(1),
    text: text => text,
    bytes: bytes => bytes,
    table: () => rows,
    sleep: ms => new Promise(resolve => setTimeout(resolve, ms)),
  }
}
