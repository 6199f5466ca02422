/**
 * The classic script: `<script src="/valence/remote.js">`, or `importScripts` in a worker. Leaves `valence` in the global scope, and
 * `require` where the page has none.
 */
import { start } from './start.ts'

const current = typeof document === 'undefined' ? undefined : document.currentScript
const valence = start(current instanceof HTMLScriptElement ? current.src : undefined)

if (!('require' in globalThis)) {
  Object.defineProperty(globalThis, 'require', {
    value: valence.require,
    configurable: true,
    writable: true,
    enumerable: true,
  })
}
