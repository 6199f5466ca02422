// Valence: every step is synchronous.
export async function open() {
  const { remote } = await import('/valence/remote.mjs')
  const bench = remote.require('bench')
  return {
    sync: {
      null: () => () => bench.nothing(),
      get: () => () => bench.number,
      set: () => () => {
        bench.number = 7
      },
      method: () => () => bench.add(1, 2, 3),
    },
  }
}
