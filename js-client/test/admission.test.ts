import { afterEach, describe, expect, it } from 'vitest'
import { entitlement, keep, lendToWorkers, publicAddress } from '../src/admission.ts'

/** Where pages are from, unless a test says otherwise. */
const JAVA = 'http://127.0.0.1:8420'

/** What a document would have: an address, a history, a storage. */
function documentAt(hash: string, storage: Storage | null = memory()): { replaced: unknown[] } {
  const replaced: unknown[] = []
  const history = {
    state: 'its state',
    replaceState: (state: unknown, _: string, url: string) => replaced.push([state, url]),
  }
  const location = { hash, pathname: '/index.html', search: '?q=1' }
  Object.assign(globalThis, { document: {}, location, history })
  Object.defineProperty(globalThis, 'localStorage', {
    configurable: true,
    get() {
      if (storage === null) throw new Error('The user has forbidden it')
      return storage
    },
  })
  return { replaced }
}

function memory(full = false): Storage {
  const items = new Map<string, string>()
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem(key: string, value: string) {
      if (full) throw new Error('There is no room')
      items.set(key, value)
    },
  } as Storage
}

afterEach(() => {
  for (const name of ['document', 'location', 'history', 'localStorage'])
    Reflect.deleteProperty(globalThis, name)
})

describe('an entitlement', () => {
  for (const [hash, rest] of [
    ['#valence=T0-k_en', ''],
    ['#section&valence=T0-k_en', '#section'],
    ['#a=1&valence=2&valence=T0-k_en', '#a=1&valence=2'],
  ] as const) {
    it(`takes the token out of ${hash} and leaves the rest`, () => {
      const { replaced } = documentAt(hash)
      expect(entitlement(JAVA)).toEqual({ token: 'T0-k_en' })
      expect(replaced).toEqual([['its state', `/index.html?q=1${rest}`]])
    })
  }

  for (const hash of ['', '#section', '#myvalence=1', '#valence=1&more', '#valence=']) {
    it(`leaves ${hash || 'no fragment'} alone`, () => {
      const { replaced } = documentAt(hash)
      expect(entitlement(JAVA)).toEqual({})
      expect(replaced).toEqual([])
    })
  }

  it('is what an earlier document of the origin was given', () => {
    documentAt('')
    keep('admission', JAVA)
    expect(entitlement(JAVA)).toEqual({ admission: 'admission' })
  })

  it('is shown to the Java that gave it and to no other', () => {
    documentAt('')
    keep('of the page', JAVA)
    keep('of another', 'http://127.0.0.1:9')
    expect(entitlement(JAVA)).toEqual({ admission: 'of the page' })
    expect(entitlement('http://127.0.0.1:9')).toEqual({ admission: 'of another' })
    expect(entitlement('http://127.0.0.1:99')).toEqual({})
  })

  it('is the token alone where the browser keeps nothing', () => {
    documentAt('#valence=token', null)
    keep('admission', JAVA)
    expect(entitlement(JAVA)).toEqual({ token: 'token' })
  })

  it('is not kept where storage is full', () => {
    documentAt('#valence=token', memory(true))
    keep('admission', JAVA)
    expect(entitlement(JAVA)).toEqual({ token: 'token' })
  })

  it('is nothing in a worker whose address has none', () => {
    Object.assign(globalThis, { location: { hash: '' } })
    expect(entitlement(JAVA)).toEqual({})
  })
})

describe('a worker', () => {
  const made: unknown[][] = []
  class FakeWorker {
    constructor(...args: unknown[]) {
      made.push(args)
    }
  }

  function workerOf(script: string | URL, admission: string | undefined): unknown[] {
    Object.assign(globalThis, {
      Worker: FakeWorker,
      location: { href: 'http://127.0.0.1:8420/index.html', origin: 'http://127.0.0.1:8420' },
    })
    lendToWorkers(() => admission)
    const worker = new Worker(script, { name: 'w' })
    expect(worker).toBeInstanceOf(FakeWorker)
    Reflect.deleteProperty(globalThis, 'Worker')
    return made.pop() ?? []
  }

  it('of this origin finds the admission in its address, beside what is there', () => {
    const base = 'http://127.0.0.1:8420'
    expect(workerOf('worker.js', 'A-1')).toEqual([`${base}/worker.js#valence=A-1`, { name: 'w' }])
    expect(workerOf(new URL(`${base}/w.js#part`), 'A-1')[0]).toBe(`${base}/w.js#part&valence=A-1`)
    expect(workerOf(`blob:${base}/1-2`, 'A-1')[0]).toBe(`blob:${base}/1-2#valence=A-1`)
  })

  it('of another origin does not, nor where none is needed', () => {
    expect(workerOf('http://127.0.0.1:9/w.js', 'A-1')[0]).toBe('http://127.0.0.1:9/w.js')
    expect(workerOf('worker.js', undefined)[0]).toBe('worker.js')
  })

  it('gets what the last document of this window has, once', () => {
    const made: string[] = []
    class FakeWorker {
      constructor(script: string) {
        made.push(script)
      }
    }
    const origin = 'http://127.0.0.1:8420'
    Object.assign(globalThis, { Worker: FakeWorker, location: { href: `${origin}/`, origin } })
    lendToWorkers(() => 'A-1')
    lendToWorkers(() => 'B-2')
    for (const script of ['w.js', 'w.js#valence=mine']) new Worker(script)
    expect(made).toEqual([`${origin}/w.js#valence=B-2`, 'w.js#valence=mine'])
    Reflect.deleteProperty(globalThis, 'Worker')
  })

  it('reads it there, and tells its address without it', () => {
    const hash = '#part&valence=A-1'
    Object.assign(globalThis, { location: { hash, href: `http://127.0.0.1:8420/worker.js${hash}` } })
    expect(entitlement(JAVA)).toEqual({ admission: 'A-1' })
    expect(publicAddress()).toBe('http://127.0.0.1:8420/worker.js#part')
  })
})
