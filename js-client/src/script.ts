/**
 * The classic script: `<script src="/valence/remote.js">`, or `importScripts` in a worker. Leaves `valence` in the global scope, and
 * `require` where the page has none.
 */
import { start } from './start.ts'

const script = ownAddress()
start(script)

// An element with that id is no require of the page's.
if (!Object.hasOwn(globalThis, 'require')) {
  Object.defineProperty(globalThis, 'require', {
    value: (name: string) => start(script).require(name),
    configurable: true,
    writable: true,
    enumerable: true,
  })
}

/** Where this script is from, and with it Java. A worker has no element that would tell; there a stack does. */
function ownAddress(): string | undefined {
  if (typeof document !== 'undefined') return (document.currentScript as HTMLScriptElement | null)?.src
  const { stack } = new Error()
  // A script that came before may have changed what a stack is.
  return typeof stack === 'string' ? /https?:\/\/\S+(?=:\d+:\d+)/.exec(stack)?.[0] : undefined
}
