import type { ClassDescriptor, WireClass, WireMember, WireReference } from '../../src/protocol.ts'

/** A class as Java describes it; the test says what matters. */
export function classNamed(name: string, parts: Partial<ClassDescriptor> = {}): ClassDescriptor {
  return { id: 9, name, parent: null, members: [], own: [], statics: [], constructible: true, ...parts }
}

/** A remote object as Java sends it. */
export function reference(id: number, wire: WireClass, parts: Partial<WireReference> = {}): WireReference {
  return { $: 'ref', id, n: 1, class: wire, ...parts }
}

/** A map of Java's: an object whose members are its own. */
export function map(
  id: number,
  own: readonly WireMember[],
  parts: Partial<WireReference> = {},
): WireReference {
  return reference(id, classNamed('Object', { id: 8, constructible: false }), { own, ...parts })
}
