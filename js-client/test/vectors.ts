import { readFileSync } from 'node:fs'
import type { Message, WireValue } from '../src/protocol.ts'

/** One row of `values.json`. */
export interface ValueVector {
  readonly name: string
  readonly wire: WireValue
  /** A JavaScript expression of the value. */
  readonly js: string
  readonly direction: 'both' | 'toPage' | 'toJava'
}

/** One row of `messages.json`. */
export interface MessageVector {
  readonly from: 'page' | 'java'
  readonly note: string
  /** What the page does to send this; absent where it does so of its own accord. */
  readonly js?: string
  readonly message: Message
}

export interface NameVectors {
  readonly methods: { readonly toJava: readonly string[]; readonly toPage: readonly string[] }
  readonly errors: readonly { readonly code: number; readonly name: string; readonly error?: string }[]
  readonly tags: Readonly<Record<'both' | 'toJava' | 'toPage', readonly string[]>>
  readonly binaryTypes: readonly string[]
  readonly headers: Readonly<Record<string, string>>
}

/** The wire literals that the Java side reads too. */
export function readVectors<T>(name: 'values' | 'names' | 'messages'): T {
  return JSON.parse(
    readFileSync(new URL(`../../docs/protocol/vectors/${name}.json`, import.meta.url), 'utf8'),
  ) as T
}

/** The value of a vector's expression. */
export function evaluate(js: string): unknown {
  return new Function(`return (${js})`)()
}
