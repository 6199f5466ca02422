import { entitlement, keep, lendToWorkers, publicAddress } from './admission.ts'
import { CLOSED_DOOR } from './bridge/closed-door.ts'
import { startWorker } from './bridge/start-worker.ts'
import { TwoDoors } from './bridge/two-doors.ts'
import { createElectron, createRequire, type Electron, type Require } from './electron.ts'
import { BridgeError, ERRORS, NotAdmittedError } from './errors.ts'
import { Page } from './page.ts'
import { createRemote } from './remote.ts'
import { type Identity, Session } from './session.ts'

/** How long the page is blocked to open a session that did not open in the background. */
const LAST_TRY_MS = 1000

const FRAMED =
  'A page of another origin shows this one inside of its own: Java does not serve it there. Open it in a tab or window of its own'

/** What the script leaves in the global scope as `valence`. */
export interface Valence extends Electron {
  readonly require: Require
  /** Fulfilled when the session is open and `remote` has its getters; rejected where it cannot be opened. */
  readonly ready: Promise<void>
  /** The error classes by name. */
  readonly errors: typeof ERRORS
}

/** What a window that Valence opened finds as `__valence` before its first script. */
interface Launch {
  /** Which window this is, and what proves it. */
  readonly window: { readonly id: number; readonly key: string }
  /** Origin of the server. */
  readonly origin?: string
}

/** Undefined in workers. Of another realm where a function that was kept from here looks at a later document of its window. */
const { Document: OwnDocument } = globalThis as { Document?: typeof Document }

/** What this copy of the script has begun, and for which document; undefined also where another copy was first. */
let begun: { readonly valence: Valence; readonly document: unknown } | undefined

/**
 * Gives the one session of this document or worker, and starts it where there is none. A popup keeps its global scope from the empty document that
 * it began with, whose session ends with that document.
 *
 * @param script address of the script that is running; undefined or empty where it has none
 */
export function start(script: string | undefined): Valence {
  const scope = globalThis as { valence?: Valence; __valence?: Launch; document?: unknown }
  const isOurs = OwnDocument === undefined || scope.document instanceof OwnDocument
  if (begun !== undefined && (begun.document === scope.document || !isOurs)) return begun.valence
  // Own ones only: an element with such an id shows up among the inherited.
  const others = begun === undefined && Object.hasOwn(scope, 'valence') ? scope.valence : undefined
  if (others !== undefined) return others
  const valence = begin(script, Object.hasOwn(scope, '__valence') ? scope.__valence : undefined)
  begun = { valence, document: scope.document }
  Object.defineProperty(scope, 'valence', {
    get: () => start(script),
    set: (value: unknown) =>
      Object.defineProperty(scope, 'valence', {
        value,
        configurable: true,
        writable: true,
        enumerable: true,
      }),
    configurable: true,
  })
  return valence
}

function begin(script: string | undefined, launch: Launch | undefined): Valence {
  const page = new Page()
  const identity: Identity = { renderer: randomId(), secret: randomId() }
  const origin = serverOrigin(script, launch)
  const shown = entitlement(origin)
  const address = {
    origin,
    session: `${identity.renderer}.${identity.secret}`,
    seeks: typeof document === 'undefined' && shown.admission === undefined,
  }
  const thread = {
    sharesMemory: crossOriginIsolated && typeof SharedArrayBuffer === 'function',
    maySleep: typeof document === 'undefined',
  }
  const host = { startWorker, openSocket: (url: string) => new WebSocket(url) }
  const session = new Session({
    identity,
    facts: { ...page.facts(), url: publicAddress(), ...(launch && { window: launch.window }), ...shown },
    page,
    draws: !thread.maySleep,
    connect: (greeting, events) =>
      page.isFramedByOthers ? CLOSED_DOOR : new TwoDoors({ ...address, greeting }, events, host, thread),
  })
  if (page.isFramedByOthers) session.lose(FRAMED, NotAdmittedError)
  lendToWorkers(lending(session, origin, shown.admission))
  page.watch(changed => session.tell('page.changed', [changed]), {
    left: () => session.close(),
    frozen: () => session.hibernate(),
    resumed: () => session.resume(),
  })
  const electron = createElectron(session, createRemote(session))
  return Object.defineProperties({} as Valence, {
    ...Object.getOwnPropertyDescriptors(electron),
    require: { value: createRequire(electron), enumerable: true },
    ready: { get: opening(session), enumerable: true },
    errors: { value: ERRORS, enumerable: true },
  })
}

/** What workers show where Java admits anyone; it admits nobody anywhere else. */
const NOT_NEEDED = 'none'

/** Keeps what Java answers, and gives what admits workers of this page. Its first worker waits for it. */
function lending(session: Session, origin: string, shown: string | undefined): () => string | undefined {
  let known = shown
  let isOpen = false
  session.whenOpen(({ admission }) => {
    isOpen = true
    // A worker that is told so need not ask other pages whether it needs one.
    known = admission ?? NOT_NEEDED
    if (admission !== undefined && typeof document !== 'undefined') keep(admission, origin)
  })
  return function lend(): string | undefined {
    try {
      if (!isOpen && known === undefined) session.awaitOpen(lend, LAST_TRY_MS)
    } catch {
      // The worker will be told why it is not let in.
    }
    return known
  }
}

/**
 * Gives the promise that is fulfilled when the session is open. Who asks for it waits for the deadline at most: then the session is opened
 * by the other door, or given up.
 */
function opening(session: Session): () => Promise<void> {
  let isAwaited = false
  let fail: (reason: unknown) => void = () => undefined
  const opened = new Promise<void>((resolve, reject) => {
    session.whenOpen(() => resolve())
    session.listeners.add('session-lost', reject)
    fail = reject
  })
  // Who does not ask need not hear.
  opened.catch(() => undefined)
  function lastTry(): void {
    try {
      session.awaitOpen(lastTry, LAST_TRY_MS)
    } catch (error) {
      fail(error instanceof BridgeError ? error : new BridgeError((error as Error).message))
    }
  }
  return () => {
    if (!isAwaited) setTimeout(lastTry, session.deadlineMs)
    isAwaited = true
    return opened
  }
}

/** Where Java is: beside the script; else where the window was told; else where the page is from. */
function serverOrigin(script: string | undefined, launch: Launch | undefined): string {
  if (script !== undefined && /^https?:/.test(script)) return new URL(script).origin
  return launch?.origin ?? location.origin
}

/** 128 random bits as 32 hexadecimal digits. `randomUUID` is missing in pages that are no secure context. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}
