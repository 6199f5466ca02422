/** Bundles the pages, with the peers in them, into `target/page`. */
import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'

/**
 * @param {string} bench the folder of the benchmarks
 * @returns {Promise<string>} the folder to serve
 */
export async function bundle(bench) {
  const outdir = join(bench, 'target/page')
  await mkdir(outdir, { recursive: true })
  await build({
    absWorkingDir: bench,
    entryPoints: ['page/bench.js', 'page/worker.js', 'page/coincident-worker.js'],
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'chrome111',
    logLevel: 'warning',
  })
  await copyFile(join(bench, 'page/index.html'), join(outdir, 'index.html'))
  return outdir
}
