/** The badge: how much Java holds for this page. It costs one call, so it is asked after something was done. */
import { $ } from './dom.js'
import { many } from './format.js'

const { remote } = require('electron')
let due = 0

export function refreshHeld() {
  clearTimeout(due)
  due = setTimeout(show, 100)
}

function show() {
  const { objects, callbacks } = remote.held()
  const badge = $('held')
  badge.dataset.objects = objects
  badge.dataset.callbacks = callbacks
  badge.textContent = `Java holds ${many(objects, 'object', 'objects')}, ${many(callbacks, 'callback', 'callbacks')}`
}
