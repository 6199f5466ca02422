import type { MarshallingEvents } from '../../src/marshalling.ts'
import type { Caller } from '../../src/proxy/function-proxy.ts'

function never(): never {
  throw new Error('Nothing here may reach Java')
}

const caller: Caller = { get: never, set: never, call: never, apply: never, construct: never }
const events: MarshallingEvents = {
  onRelease: () => undefined,
  onSettled: never,
  readPiece: never,
  send: never,
  inTurn: never,
  inOwnTurn: never,
}

/** What marshalling is made of where only values are copied. */
export const unused: [Caller, MarshallingEvents] = [caller, events]
