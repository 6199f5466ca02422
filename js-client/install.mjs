/** Installs what the lock file says, unless that is what is installed already: most builds need no `npm ci`. */
import { execSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'

const stamp = 'node_modules/.installed'
const wanted = createHash('sha256')
  .update(await readFile('package-lock.json'))
  .update(process.version)
  .digest('hex')
const installed = await readFile(stamp, 'utf8').catch(() => '')

if (installed !== wanted) {
  execSync('npm ci --no-audit --no-fund', { stdio: 'inherit' })
  await writeFile(stamp, wanted)
}
