import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { describe, expect, it } from 'vitest'

/**
 * Which room may import which. A room is a file of `src`, or a folder of files that belong together; it may always import itself. The
 * table is the drawing: `docs/architecture.md` shows nothing else.
 */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  index: ['start'],
  script: ['start'],
  start: ['admission', 'electron', 'remote', 'session', 'page', 'bridge', 'errors'],
  admission: [],
  electron: ['remote', 'session', 'errors'],
  remote: ['session', 'sync-budget', 'listeners', 'marshal'],
  page: ['errors'],
  session: [
    'absence',
    'json-rpc',
    'dispatcher',
    'marshalling',
    'proxy',
    'registry',
    'sync-budget',
    'turns',
    'listeners',
    'errors',
    'protocol',
  ],
  'json-rpc': ['attachments', 'bridge', 'sequence', 'sync-budget', 'errors', 'protocol'],
  absence: ['bridge'],
  dispatcher: ['marshalling', 'turns', 'errors', 'protocol'],
  marshalling: ['marshal', 'proxy', 'registry', 'errors', 'protocol'],
  marshal: ['registry', 'attachments', 'errors', 'protocol'],
  proxy: ['registry', 'errors', 'protocol'],
  bridge: ['attachments', 'errors', 'protocol'],
  registry: ['errors', 'protocol'],
  attachments: ['protocol'],
  sequence: ['protocol'],
  'sync-budget': ['turns', 'errors'],
  turns: [],
  listeners: [],
  errors: ['protocol'],
  protocol: [],
  primordials: [],
  status: [],
}

const SOURCE = new URL('../src/', import.meta.url)
const MOST_LINES = 400

interface SourceFile {
  readonly path: string
  readonly room: string
  readonly text: string
  readonly imports: readonly string[]
}

const files: SourceFile[] = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter(path => path.endsWith('.ts'))
  .map(path => {
    const text = readFileSync(new URL(path, SOURCE), 'utf8')
    const imports = [...text.matchAll(/^(?:import|export) (?:[^'"]* )?from '(\..*)'/gm)].map(
      ([, target = '']) => roomOf(posix.join(posix.dirname(path), target)),
    )
    return { path, room: roomOf(path), text, imports }
  })

function roomOf(path: string): string {
  return (path.split('/')[0] ?? '').replace(/\.ts$/, '')
}

describe('the rooms', () => {
  for (const { path, room, imports } of files) {
    it(`${path} is in a room, and imports what the room may`, () => {
      expect(Object.keys(ROOMS)).toContain(room)
      const forbidden = imports.filter(target => target !== room && !ROOMS[room]?.includes(target))
      expect(forbidden).toEqual([])
    })
  }

  it('are in an order: nothing imports in a circle', () => {
    const done = new Set<string>()
    const visit = (room: string, way: readonly string[]): void => {
      expect(way, `${[...way, room].join(' → ')}`).not.toContain(room)
      if (done.has(room)) return
      for (const target of ROOMS[room] ?? []) visit(target, [...way, room])
      done.add(room)
    }
    for (const room of Object.keys(ROOMS)) visit(room, [])
  })

  it('all have files, and use all that they may', () => {
    for (const [room, may] of Object.entries(ROOMS)) {
      const used = new Set(files.filter(file => file.room === room).flatMap(file => file.imports))
      expect(
        files.some(file => file.room === room),
        room,
      ).toBe(true)
      expect(
        [...may].filter(target => !used.has(target)),
        room,
      ).toEqual([])
    }
  })
})

describe('sizes', () => {
  for (const { path, text } of files) {
    it(`${path} has ${MOST_LINES} lines at most`, () => {
      expect(text.split('\n').length).toBeLessThanOrEqual(MOST_LINES)
    })
  }
})
