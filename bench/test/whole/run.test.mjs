import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { CASES } from '../../runner/cases.mjs'

const BENCH = join(import.meta.dirname, '../..')

/** What the checked build has made, if it was that and not `bench/run` that built. */
const CHECKED = `${BENCH}/java/target/classes:${BENCH}/java/target/lib/*`

function run(...args) {
  const { status, stdout, stderr } = spawnSync(join(BENCH, 'run'), args, { encoding: 'utf8' })
  return { status, output: stdout + stderr }
}

describe('bench/run', () => {
  it('lists its options, and works from any folder', () => {
    const { status, output } = run('--help')
    assert.equal(status, 0)
    for (const option of ['--quick', '--only', '--contenders', '--no-build', '--write-docs']) {
      assert.match(output, new RegExp(`^ {2}${option} `, 'm'))
    }
  })

  it('refuses what it does not know, with a way out', () => {
    const { status, output } = run('--no-build', '--only', 'speed')
    assert.equal(status, 1)
    assert.match(output, /--only does not know speed; it knows null.*see bench\/run --help\./)
  })

  it('has contenders do every operation once, in a browser, and says what came of it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'valence-bench-'))
    const output = join(folder, 'results.json')
    const only = CASES.map(({ id }) => id).filter(id => !/sleep-500|10MB/.test(id))
    const once = ['--no-build', '--quick', '--rounds', '1', '--calls', '1', '--classpath', CHECKED]
    const outcome = run(
      ...once,
      '--output',
      output,
      '--contenders',
      'valence,valence-worker',
      '--only',
      `${only}`,
    )
    assert.equal(outcome.status, 0, outcome.output)
    const { cases, goals } = JSON.parse(readFileSync(output, 'utf8'))
    rmSync(folder, { recursive: true })
    assert.deepEqual(Object.keys(cases), only)
    for (const [id, { contenders }] of Object.entries(cases)) {
      assert.ok(contenders['raw-worker'].median > 0, id)
      for (const name of ['valence', 'valence-worker']) {
        const { calls, missing } = contenders[name]
        assert.ok(calls > 0 || missing.endsWith('is not there yet'), `${id}: ${name}: ${missing}`)
      }
    }
    assert.ok(goals.some(({ verdict }) => verdict !== 'not measured'))
  })
})
