/**
 * What entitles this document to a session: a launch token, once, and from then on the admission that Java gave for it, which all pages of
 * this origin share. A worker finds it in its address, or else its I/O worker asks the pages (`bridge/vouching.ts`).
 */

/** What `session.open` shows. */
export interface Entitlement {
  readonly token?: string
  readonly admission?: string
}

/**
 * Where the admission is kept: it is good for one origin and one life of Java, and of no use elsewhere or later. Pages of one
 * origin may be of more than one Java: each has its own, and none is told another's, by which it could come in there.
 */
function keyFor(server: string): string {
  return `valence.admission ${server}`
}

/** The token is the last part of the fragment, where no server sees it. */
const TOKEN = /[#&]valence=([\w-]+)$/

/**
 * What this document has to show. Takes a launch token out of the address, so that nobody bookmarks, copies or reloads it.
 *
 * @param server origin of the server
 */
export function entitlement(server: string): Entitlement {
  if (typeof document === 'undefined') return lent()
  const token = takeToken()
  const admission = storage()?.getItem(keyFor(server)) ?? undefined
  return { ...(token !== undefined && { token }), ...(admission !== undefined && { admission }) }
}

/** Keeps what Java answered for reloads, and for other tabs of this origin. */
export function keep(admission: string, server: string): void {
  try {
    storage()?.setItem(keyFor(server), admission)
  } catch {
    // Storage may be full: this document has its session, and the next one needs a token.
  }
}

/**
 * Lets the workers of this page in: they have no storage, and may block before anything could be posted to them. So each finds the admission in
 * the fragment of its address, which no server sees. Workers of other origins get none.
 *
 * @param admission what admits them; undefined where none is needed, or none is known
 */
export function lendToWorkers(admission: () => string | undefined): void {
  const scope = globalThis as { Worker?: typeof Worker }
  lend = admission
  if (scope.Worker === undefined || scope.Worker === lending) return
  lending = new Proxy(scope.Worker, {
    construct: (target, [script, ...rest]: [string | URL, ...unknown[]], newTarget) =>
      Reflect.construct(target, [withAdmission(script), ...rest], newTarget) as Worker,
  })
  scope.Worker = lending
}

/** What makes workers here, and what it gives them. The second document of a popup has the scope of its first. */
let lending: typeof Worker | undefined
let lend: () => string | undefined = () => undefined

/** What is no address of this origin is the browser's to judge. */
function withAdmission(script: string | URL): string | URL {
  try {
    const url = new URL(script, location.href)
    const isOurs = url.origin === location.origin && !TOKEN.test(url.hash)
    const known = isOurs ? lend() : undefined
    return known === undefined ? script : `${url.href}${url.hash === '' ? '#' : '&'}valence=${known}`
  } catch {
    return script
  }
}

/** The address of this document or worker, without what admits it: Java shows and logs addresses. */
export function publicAddress(): string {
  return location.href.replace(TOKEN, '')
}

function lent(): Entitlement {
  const [, admission] = TOKEN.exec(location.hash) ?? []
  return admission === undefined ? {} : { admission }
}

function takeToken(): string | undefined {
  const [found, token] = TOKEN.exec(location.hash) ?? []
  if (found === undefined) return undefined
  const rest = location.hash.slice(0, -found.length)
  history.replaceState(history.state, '', location.pathname + location.search + rest)
  return token
}

/** Undefined where the browser keeps nothing: a user may have said so. */
function storage(): Storage | undefined {
  try {
    return globalThis.localStorage
  } catch {
    return undefined
  }
}
