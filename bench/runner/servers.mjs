/** The servers of a run, each a process that ends with the runner: it reads its standard input to the end. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/**
 * Starts a server and waits for the line of JSON with which it says where it is.
 *
 * @returns {Promise<{ pid: number, said: Record<string, string>, close: () => Promise<void> }>}
 */
export async function start(command, args) {
  const server = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = new Promise(resolve => server.once('exit', resolve))
  const line = await new Promise((resolve, reject) => {
    createInterface({ input: server.stdout }).once('line', resolve)
    server.once('error', reject)
    ended.then(code =>
      reject(new Error(`${command} ${args.join(' ')} ended with ${code} before it said where it is`)),
    )
  })
  return {
    pid: server.pid,
    said: JSON.parse(line),
    close: async () => {
      server.stdin.end()
      await ended
    },
  }
}
