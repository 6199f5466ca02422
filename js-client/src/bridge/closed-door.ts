import type { Bridge } from './bridge.ts'

/** The bridge of a document that must not talk to Java: it leads nowhere, and brings nothing. */
export const CLOSED_DOOR: Bridge = {
  sharesMemory: false,
  heard: Number.NEGATIVE_INFINITY,
  post: () => undefined,
  hold: () => undefined,
  flush: () => undefined,
  wait: () => undefined,
  take: () => [],
  acknowledge: () => undefined,
  forget: () => undefined,
  greet: () => undefined,
  limit: () => undefined,
  pace: () => undefined,
  hibernate: () => undefined,
  resume: () => undefined,
  ailment: () => undefined,
  reached: () => 0,
  isAlive: () => false,
  close: () => undefined,
}
