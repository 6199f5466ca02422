/** Questions to the person, in one dialog. */
import { $, words } from './dom.js'

const dialog = $('ask')

/**
 * Asks, and does `deed` with the answer. What goes wrong is said in the dialog, which stays open for another try.
 * @param question {title, text, ok, danger, value: what the field holds; left out for no field}
 */
export function ask({ title, text = '', ok, danger = false, value }, deed) {
  const input = $('ask-input')
  $('ask-title').textContent = title
  $('ask-text').textContent = text
  $('ask-problem').textContent = ''
  $('ask-ok').textContent = ok
  $('ask-ok').className = danger ? 'danger' : 'primary'
  input.hidden = value === undefined
  input.value = value ?? ''
  $('ask-cancel').onclick = () => dialog.close()
  dialog.firstElementChild.onsubmit = event => {
    event.preventDefault()
    try {
      deed(input.value)
      dialog.close()
    } catch (error) {
      $('ask-problem').textContent = words(error)
      input.select()
    }
  }
  dialog.showModal()
  if (value === undefined) $('ask-cancel').focus()
  else input.setSelectionRange(0, stem(value).length)
}

/** Completes the text of the question that is open. */
export function explain(text) {
  $('ask-text').textContent = text
}

/** Runs `action` when the question is closed, however it is. */
export function onClosed(action) {
  dialog.addEventListener('close', action, { once: true })
}

/** The part of a name that people change: without the extension. */
function stem(name) {
  const dot = name.lastIndexOf('.')
  return dot > 0 ? name.slice(0, dot) : name
}
