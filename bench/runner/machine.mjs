/** What a run was made on, and with. */
import { readFileSync } from 'node:fs'
import { cpus, loadavg, release, totalmem, type } from 'node:os'
import { join } from 'node:path'

/** The load up to which a machine is quiet: that of its own housekeeping. */
export const QUIET = 0.5

/** The machine, without its name. `load` is the number of processes that were at work before the run. */
export function machine() {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    load: Number(loadavg()[0].toFixed(2)),
  }
}

/** What to say behind figures of a machine that was not quiet; undefined of one that was. */
export function warning({ load }) {
  return load > QUIET
    ? `The machine was not quiet before this run (load ${load}): do not trust its figures.`
    : undefined
}

/** The versions of the peers, as they are installed. */
export function peerVersions(bench) {
  const names = ['coincident', 'capnweb', 'comlink', 'synclink', 'ws']
  const versionOf = name =>
    JSON.parse(readFileSync(join(bench, 'node_modules', name, 'package.json'))).version
  return { node: process.versions.node, ...Object.fromEntries(names.map(name => [name, versionOf(name)])) }
}
