/** Builds `dist`: the classic script, the ES module, and the types. */
import { copyFile, mkdir } from 'node:fs/promises'
import { build } from 'esbuild'
import { classic, module } from './bundle.mjs'

await mkdir('dist', { recursive: true })
await Promise.all([build(classic), build(module), copyFile('types/remote.d.ts', 'dist/remote.d.ts')])
