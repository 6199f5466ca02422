/**
 * The optional script of `<valence-status>`: `<script src="/valence/status.js">`, after `remote.js`. It knows of the library only what
 * every page knows.
 */
import { Board, type SessionEvent } from './board.ts'
import { defineStatus } from './element.ts'

interface Session {
  readonly ready: Promise<void>
  readonly remote: { on(event: SessionEvent, listener: () => void): unknown }
}

const EVENTS = ['disconnected', 'resumed', 'session-lost'] as const
const board = new Board({
  setTimeout: (task, ms) => setTimeout(task, ms),
  clearTimeout: timer => clearTimeout(timer as number | undefined),
})

/** Whether there is a session to listen to. */
function begin(): boolean {
  const { valence } = globalThis as { valence?: Session }
  // Not before it is open: to read `remote` would block the page until then.
  valence?.ready.then(
    () => {
      for (const event of EVENTS) valence.remote.on(event, () => board.hear(event))
    },
    ({ name }: Error) => board.hear(name === 'NotAdmittedError' ? 'not-admitted' : 'session-lost'),
  )
  return valence !== undefined
}

if (customElements.get('valence-status') === undefined) {
  defineStatus(board)
  // A module runs later than this script.
  if (!begin())
    addEventListener('load', () => {
      if (!begin()) console.error('Valence: status.js needs remote.js or remote.mjs in the same page')
    })
}
