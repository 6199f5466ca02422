/** Processor time of processes and all their descendants, from /proc; zero where there is none. */
import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts in ticks of 10 ms. */
const TICK_MS = 10

/**
 * What the processes of `roots` and those below them have used so far.
 *
 * @param {number[]} roots process ids
 * @returns {number} milliseconds, of user and system time
 */
export function cpuMs(roots) {
  const processes = new Map()
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    const stat = statOf(entry)
    if (stat !== undefined) processes.set(Number(entry), stat)
  }
  const belongs = pid => pid > 1 && (roots.includes(pid) || belongs(processes.get(pid)?.parent ?? 0))
  let ticks = 0
  for (const [pid, stat] of processes) if (belongs(pid)) ticks += stat.ticks
  return ticks * TICK_MS
}

function statOf(pid) {
  let stat
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  } catch {
    return undefined // it has ended
  }
  // The name stands in parentheses and may have spaces; the state is the first field after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }
}
