import { NoSuchModuleError } from './errors.ts'
import type { Remote } from './remote.ts'
import type { Session } from './session.ts'

/** The module `electron` as a page sees it. */
export interface Electron {
  /** The remote module. To read it opens the session if that has not happened yet, so that its getters are there. */
  readonly remote: Remote
}

export type Require = (name: string) => Electron

export function createElectron(session: Session, remote: Remote): Electron {
  function get(): Remote {
    session.awaitOpen(get)
    return remote
  }
  return Object.defineProperty({}, 'remote', { get, enumerable: true }) as Electron
}

/** `require` for a page: it knows the one module. */
export function createRequire(electron: Electron): Require {
  return function require(name) {
    if (name === 'electron') return electron
    throw new NoSuchModuleError(
      `Cannot find module '${name}'. A page has the module 'electron'; Java's are found by require('electron').remote.require('${name}')`,
    )
  }
}
