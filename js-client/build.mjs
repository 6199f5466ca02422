/**
 * Builds `dist`: the classic script, the ES module, and the types. The I/O worker is bundled first; its text becomes a module of the
 * other two.
 */
import { copyFile, mkdir } from 'node:fs/promises'
import { build } from 'esbuild'

const common = {
  bundle: true,
  target: 'chrome111',
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
}

/** Makes the module `io-worker:source`, which exports the bundled text of the worker. */
const ioWorkerSource = {
  name: 'io-worker-source',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^io-worker:source$/ }, ({ path }) => ({ path, namespace: 'io-worker' }))
    onLoad({ filter: /.*/, namespace: 'io-worker' }, async () => {
      const worker = await build({
        ...common,
        entryPoints: ['src/bridge/io-worker.ts'],
        format: 'iife',
        minify: true,
        write: false,
      })
      return { contents: `export const ioWorkerSource = ${JSON.stringify(worker.outputFiles[0].text)}` }
    })
  },
}

const page = {
  ...common,
  inject: ['src/primordials.ts'],
  plugins: [ioWorkerSource],
  sourcemap: true,
  minifySyntax: true,
}

await mkdir('dist', { recursive: true })
await Promise.all([
  build({ ...page, entryPoints: ['src/script.ts'], format: 'iife', outfile: 'dist/remote.js' }),
  build({ ...page, entryPoints: ['src/index.ts'], format: 'esm', outfile: 'dist/remote.mjs' }),
  copyFile('types/remote.d.ts', 'dist/remote.d.ts'),
])
