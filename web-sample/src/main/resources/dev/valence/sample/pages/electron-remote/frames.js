/** Pages within this page, for statements about pages that come and go. */

export function openFrame(address) {
  const frame = document.createElement('iframe')
  frame.hidden = true
  frame.src = address
  document.body.append(frame)
  return loaded(frame)
}

export function reload(frame) {
  const again = loaded(frame)
  frame.contentWindow.location.reload()
  return again
}

/** Waits for `condition`: that a page has gone is noticed soon, not at once. The statement's own deadline ends the wait. */
export async function until(condition) {
  while (!condition()) await new Promise(resolve => setTimeout(resolve, 20))
}

function loaded(frame) {
  return new Promise(resolve => frame.addEventListener('load', () => resolve(frame), { once: true }))
}
