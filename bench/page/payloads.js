/** What is sent, of given sizes. */

/** About as long as a call of Valence. */
export const NULL_CALL = '{"jsonrpc":"2.0","id":12345,"method":"member.call","params":[17,"nothing",[]]}'

/** A text of as many characters, which are as many bytes in UTF-8. */
export function text(length) {
  const words = 'The quick brown fox jumps over the lazy dog. '
  return words.repeat(Math.ceil(length / words.length)).slice(0, length)
}

/** As many bytes that no one could compress. */
export function bytes(length) {
  const random = new Uint8Array(length)
  for (let start = 0; start < length; start += 65_536) {
    crypto.getRandomValues(random.subarray(start, start + 65_536))
  }
  return random
}
