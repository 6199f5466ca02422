/** Builds `dist`: the classic script, the ES module, the script of the status bar, and the types. */
import { copyFile, mkdir } from 'node:fs/promises'
import { build } from 'esbuild'
import { classic, module, status } from './bundle.mjs'

await mkdir('dist', { recursive: true })
await Promise.all([
  ...[classic, module, status].map(script => build(script)),
  ...['remote.d.ts', 'status.d.ts'].map(types => copyFile(`types/${types}`, `dist/${types}`)),
])
