/**
 * Functions that Java may wait for, and that run inside the page's own calls for that. The mark is on a stand-in, so that the function
 * itself stays the ordinary callback that it was for whoever passes it unmarked.
 */
const standIns = new WeakMap<Function, Function>()
const callables = new WeakSet<Function>()

/** The stand-in of a function: the same in all but identity, and the same one each time. A stand-in is its own. */
export function callable<F extends Function>(fn: F): F {
  if (callables.has(fn)) return fn
  const known = standIns.get(fn)
  if (known !== undefined) return known as F
  const standIn = new Proxy(fn, {})
  callables.add(standIn)
  standIns.set(fn, standIn)
  return standIn
}

/** Whether Java may wait for a function. */
export function isCallable(fn: Function): boolean {
  return callables.has(fn)
}
