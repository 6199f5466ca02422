/** The badge: how much Java holds for this page. It costs one call, so it is asked after something was done. */
import { $ } from './dom.js'
import { many } from './format.js'

const { remote } = require('electron')
let due = 0
let linked = true

export function refreshHeld() {
  clearTimeout(due)
  if (linked) due = setTimeout(show, 100)
}

function show() {
  const badge = $('held')
  try {
    const { objects, callbacks } = remote.held()
    Object.assign(badge.dataset, { objects, callbacks })
    badge.textContent = `Java holds ${many(objects, 'object', 'objects')}, ${many(callbacks, 'callback', 'callbacks')}`
  } catch {
    away()
  }
}

function away() {
  linked = false
  $('held').textContent = 'Java is away'
}

remote.on('disconnected', away)
remote.on('resumed', () => {
  linked = true
  refreshHeld()
})
