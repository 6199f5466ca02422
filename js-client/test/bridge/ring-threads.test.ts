import { Worker } from 'node:worker_threads'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RingReader, ringMemory } from '../../src/bridge/ring.ts'
import { RingTexts } from './ring-texts.ts'

/** Writes the frames that it is told to, each as its own: the other end of a real ring. */
const WRITER = `
  import { parentPort, workerData } from 'node:worker_threads'
  import { RingWriter } from './src/bridge/ring.ts'
  const writer = new RingWriter(workerData, () => undefined)
  const encoder = new TextEncoder()
  parentPort.on('message', ({ count, length }) => {
    for (let index = 0; index < count; index++) writer.write(encoder.encode(index + '-' + 'é'.repeat(length)))
  })
`

let source: string

beforeAll(async () => {
  const stdin = {
    contents: WRITER,
    loader: 'ts',
    resolveDir: new URL('../..', import.meta.url).pathname,
  } as const
  const { outputFiles } = await build({ stdin, bundle: true, platform: 'node', format: 'cjs', write: false })
  source = outputFiles[0]?.text ?? ''
})

describe('two threads', () => {
  const workers: Worker[] = []
  afterAll(() => Promise.all(workers.map(worker => worker.terminate())))

  const cases = [
    { name: 'many small frames', count: 5000, length: 20 },
    { name: 'frames larger than the ring', count: 20, length: 50_000 },
    { name: 'frames about as large as the ring', count: 200, length: 510 },
  ]
  for (const { name, count, length } of cases) {
    it(`${name} arrive whole and in order while the reader blocks its thread`, () => {
      const memory = ringMemory(1024)
      const worker = new Worker(source, { eval: true, workerData: memory })
      workers.push(worker)
      worker.postMessage({ count, length })
      const reader = new RingReader(memory)
      const texts = new RingTexts(reader)
      for (let index = 0; index < count; ) {
        // The thread never returns to its event loop, as a page that waits never does.
        Atomics.wait(reader.words, 1, reader.words[0] ?? 0, 1000)
        for (const frame of texts.take()) {
          if (frame !== `${index}-${'é'.repeat(length)}`)
            throw new Error(`frame ${index} is wrong: ${frame.slice(0, 40)}`)
          index++
        }
      }
      expect(reader.isEmpty).toBe(true)
    })
  }
})
