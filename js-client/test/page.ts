import type { Remote } from '../src/remote.ts'
import { createRemote } from '../src/remote.ts'
import { Session, type SessionParts } from '../src/session.ts'
import { Turns } from '../src/turns.ts'
import { type Answer, FakeJava } from './fake-java.ts'

/** A page whose event loop turns when the test says so. */
export interface TestPage {
  readonly java: FakeJava
  readonly session: Session
  readonly remote: Remote
  /** Runs tasks that wait, and those that they add, until none does. Returns what they threw. */
  turn(): unknown[]
}

/** Opens a page on a Java that answers by a script. */
export function openPage(
  answers: Record<string, Answer> = {},
  parts: Partial<SessionParts> = {},
  sharesMemory = true,
): TestPage {
  const java = new FakeJava(answers, sharesMemory)
  const tasks: (() => void)[] = []
  const session = new Session({
    identity: { renderer: 'r1', secret: 's1' },
    facts: {},
    page: { evaluate: () => undefined, window: () => undefined },
    connect: java.connect,
    turns: new Turns(task => tasks.push(task)),
    ...parts,
  })
  java.wake()
  return {
    java,
    session,
    remote: createRemote(session),
    turn: () => withUncaught(() => runAll(tasks)),
  }
}

function runAll(tasks: (() => void)[]): void {
  for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) task()
}

function withUncaught(work: () => void): unknown[] {
  const uncaught: unknown[] = []
  const before = globalThis.reportError
  globalThis.reportError = error => uncaught.push(error)
  try {
    work()
  } finally {
    globalThis.reportError = before
  }
  return uncaught
}
