/** How the sources become scripts; used by the build, and by the tests of what is built. */
import { build } from 'esbuild'

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  target: 'chrome111',
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
}

/**
 * Makes the module `io-worker:source`, which exports the bundled text of the I/O worker.
 *
 * @type {import('esbuild').Plugin}
 */
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
      return { contents: `export const ioWorkerSource = ${JSON.stringify(worker.outputFiles?.[0]?.text)}` }
    })
  },
}

/** @type {import('esbuild').BuildOptions} */
const page = {
  ...common,
  inject: ['src/primordials.ts'],
  plugins: [ioWorkerSource],
  sourcemap: true,
  minifySyntax: true,
}

/**
 * The classic script, `remote.js`.
 *
 * @type {import('esbuild').BuildOptions}
 */
export const classic = { ...page, entryPoints: ['src/script.ts'], format: 'iife', outfile: 'dist/remote.js' }

/**
 * The ES module, `remote.mjs`.
 *
 * @type {import('esbuild').BuildOptions}
 */
export const module = { ...page, entryPoints: ['src/index.ts'], format: 'esm', outfile: 'dist/remote.mjs' }

/**
 * The script of `<valence-status>`, `status.js`.
 *
 * @type {import('esbuild').BuildOptions}
 */
export const status = {
  ...common,
  entryPoints: ['src/status/script.ts'],
  format: 'iife',
  minify: true,
  outfile: 'dist/status.js',
}
