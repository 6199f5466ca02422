import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { platform } from 'node:os'
import { describe, it } from 'node:test'
import { cpuMs } from '../runner/cpu.mjs'

const skip = platform() !== 'linux' && 'only Linux has /proc'

describe('processor time', { skip }, () => {
  it('grows while this process works', () => {
    const before = cpuMs([process.pid])
    while (cpuMs([process.pid]) === before) {
      // To look is work enough.
    }
    assert.ok(cpuMs([process.pid]) > before)
  })

  it('is that of descendants too', async () => {
    const work = `while (process.cpuUsage().user < 300_000) {}
      console.log('done')
      process.stdin.resume()`
    const child = spawn(process.execPath, ['-e', work])
    await once(child.stdout, 'data')
    const { user, system } = process.cpuUsage()
    assert.ok(cpuMs([process.pid]) - (user + system) / 1000 > 250)
    child.stdin.end()
    await once(child, 'exit')
  })
})
