import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { measureCase, warmUpAll } from '../runner/rounds.mjs'

/** An arena where each call takes as long as its contender's `times` say, and all processes work 2 ms in each block. */
class FakeArena {
  log = []
  excluded = []
  #cpu = 0

  constructor(contenders) {
    this.contenders = contenders
  }

  async gather(names) {
    this.gathered = names
  }

  offer(name) {
    return { missing: {}, ...this.contenders[name] }
  }

  exclude(...exclusion) {
    this.excluded.push(exclusion)
  }

  cpu() {
    return this.#cpu
  }

  async measure(name, { operation, calls }) {
    this.log.push(`${name} ${operation} ${calls}`)
    this.#cpu += 2
    const { times } = this.contenders[name]
    if (times instanceof Error) throw times
    return times.slice(0, calls)
  }
}

const subject = { id: 'get', title: 'property read', operation: 'get', raw: 'null', expects: 42 }
const amount = { rounds: 2, calls: 2, budget: 100 }
const raw = { offers: ['null'], times: [10, 30] }
const valence = { offers: ['null', 'get'], times: [5, 15] }

describe('rounds', () => {
  it('contenders take turns, and each is first once', async () => {
    const arena = new FakeArena({ 'raw-worker': raw, valence })
    await measureCase(arena, subject, ['raw-worker', 'valence'], amount)
    const warmUp = ['raw-worker null 2', 'valence get 2']
    const rounds = ['raw-worker null 2', 'valence get 2', 'valence get 2', 'raw-worker null 2']
    assert.deepEqual(arena.log, [...warmUp, ...rounds])
  })

  it('the warm-up does not count', async () => {
    const arena = new FakeArena({ valence })
    const { valence: figures } = await measureCase(arena, subject, ['valence'], amount)
    assert.deepEqual(figures, {
      calls: 4,
      median: 10,
      p99: 15,
      callsPerSecond: 100_000,
      cpuMs: 1,
      medians: [10, 10],
    })
  })

  it('a burst is many calls, and its times are of all of them', async () => {
    const arena = new FakeArena({ valence })
    const { valence: figures } = await measureCase(arena, { ...subject, burst: 1000 }, ['valence'], amount)
    assert.deepEqual([figures.calls, figures.callsPerSecond, figures.median], [4000, 1e8, 10])
  })

  it('who fails is not asked again, and the first line says why', async () => {
    const broken = { offers: ['get'], times: new Error('The socket was closed with 1009\n    at ask') }
    const arena = new FakeArena({ capnweb: broken, valence })
    const results = await measureCase(arena, subject, ['capnweb', 'valence'], amount)
    assert.deepEqual(results.capnweb, { missing: 'The socket was closed with 1009' })
    assert.equal(results.valence.calls, 4)
    assert.equal(arena.log.filter(line => line.startsWith('capnweb')).length, 1)
  })

  it('who is too slow is called once, and not in larger cases', async () => {
    const arena = new FakeArena({ synclink: { offers: ['get'], times: [3e6, 3e6] } })
    const { synclink } = await measureCase(arena, subject, ['synclink'], amount)
    assert.deepEqual([synclink.calls, synclink.median, synclink.cpuMs], [2, 3e6, 1])
    assert.equal(arena.log.length, 1)
    assert.deepEqual(arena.excluded, [['synclink', 'get', 'left out: 3.00 s for property read']])
  })

  it('who has a reason not to take part is listed with it, who has none is not listed', async () => {
    const comlink = { offers: [], missing: { get: 'there is none' }, times: [] }
    const arena = new FakeArena({ comlink, bridge: { offers: ['null'], times: [] } })
    assert.deepEqual(await measureCase(arena, subject, ['comlink', 'bridge'], amount), {
      comlink: { missing: 'there is none' },
    })
  })

  it('only those of a case have their pages open', async () => {
    const arena = new FakeArena({ 'raw-worker': raw, valence })
    await measureCase(arena, { ...subject, only: ['valence'] }, ['raw-worker', 'valence'], amount)
    assert.deepEqual(arena.gathered, ['valence'])
  })

  it('before the first case everyone is called', async () => {
    const arena = new FakeArena({ 'raw-worker': raw, valence })
    await warmUpAll(arena, ['raw-worker', 'valence'], { quick: true, calls: 1 })
    assert.deepEqual(arena.log, ['raw-worker null 1', 'valence null 1'])
  })
})
