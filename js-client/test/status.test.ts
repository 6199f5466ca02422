import { describe, expect, it } from 'vitest'
import { BACK_MS, BLINK_MS, Board, type Status } from '../src/status/board.ts'

/** A board with a viewer, and timers that end when the test says so. */
function setUp(): { board: Board; shown: Status[]; pass: (ms: number) => void } {
  let due: { task: () => void; ms: number } | undefined
  const board = new Board({
    setTimeout: (task, ms) => {
      due = { task, ms }
      return due
    },
    clearTimeout: timer => {
      if (timer === due) due = undefined
    },
  })
  const shown: Status[] = []
  board.add(status => shown.push(status))
  return {
    board,
    shown,
    pass: ms => {
      if (due !== undefined && due.ms <= ms) due.task()
    },
  }
}

describe('the status of a session', () => {
  it('is told to whoever comes, whenever that is', () => {
    const { board, shown } = setUp()
    expect(shown).toEqual(['well'])
    board.hear('session-lost')
    const late: Status[] = []
    board.add(status => late.push(status))
    expect(late).toEqual(['session-lost'])
  })

  it('is not worth a word where the link is back at once', () => {
    const { board, shown, pass } = setUp()
    board.hear('disconnected')
    pass(BLINK_MS - 1)
    board.hear('resumed')
    pass(BACK_MS)
    expect(shown).toEqual(['well'])
  })

  it('is shown while the link is away, and for a moment when it is back', () => {
    const { board, shown, pass } = setUp()
    board.hear('disconnected')
    pass(BLINK_MS)
    board.hear('resumed')
    pass(BACK_MS - 1)
    expect(shown).toEqual(['well', 'disconnected', 'resumed'])
    pass(BACK_MS)
    expect(shown.at(-1)).toBe('well')
  })

  it('is not that the link is back when it has gone again', () => {
    const { board, shown, pass } = setUp()
    board.hear('disconnected')
    pass(BLINK_MS)
    board.hear('resumed')
    board.hear('disconnected')
    expect(shown.at(-1)).toBe('well')
    pass(BLINK_MS)
    expect(shown.at(-1)).toBe('disconnected')
  })

  it('stays lost', () => {
    const { board, shown, pass } = setUp()
    board.hear('disconnected')
    board.hear('session-lost')
    pass(BLINK_MS)
    board.hear('resumed')
    expect(shown).toEqual(['well', 'session-lost'])
  })

  it('is that the page was not let in, and stays so', () => {
    const { board, shown } = setUp()
    board.hear('not-admitted')
    board.hear('session-lost')
    expect(shown).toEqual(['well', 'not-admitted'])
  })

  it('is not told to who has been called off', () => {
    const { board } = setUp()
    const shown: Status[] = []
    const viewer = (status: Status): void => void shown.push(status)
    board.add(viewer)
    board.remove(viewer)
    board.hear('session-lost')
    expect(shown).toEqual(['well'])
  })
})
