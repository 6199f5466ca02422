/**
 * The classic script: `<script src="/valence/remote.js">`, or `importScripts` in a worker. Leaves `valence` in the global scope, and
 * `require` where the page has none.
 */
import { start } from './start.ts'

const element = typeof document === 'undefined' ? null : (document.currentScript as HTMLScriptElement | null)
const script = element?.src
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
