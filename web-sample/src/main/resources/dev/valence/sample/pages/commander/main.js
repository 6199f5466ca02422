/** Commander: one folder at a time, its entries, and what can be done to them. Every call of Java here is an ordinary one. */
import { $, attempt, element, notify, words } from './dom.js'
import { bytes, many } from './format.js'
import { refreshHeld } from './held.js'
import { follow } from './jobs.js'
import { preview } from './preview.js'
import { ask, explain, onClosed } from './questions.js'
import { Rows } from './rows.js'
import { Tree } from './tree.js'

const { remote } = require('electron')
remote.deadline = 8000 // No call here takes long: long work is a job.
const files = remote.require('commander')

let folder = null
let watch = null
let clip = null // What Copy or Move was said of: {entry, move}. Its entry outlives its row.

const rows = new Rows({ selected: entrySelected, opened: entryOpened, keeps: entry => entry === clip?.entry })
const tree = new Tree($('tree'), files.root, go)

/** The address holds the folder: F5, back and forward come natural. */
function go(path) {
  location.hash = path.split('/').map(encodeURIComponent).join('/')
}

function here() {
  try {
    return location.hash.slice(1).split('/').map(decodeURIComponent).join('/')
  } catch {
    return location.hash // Someone typed what is no address; Java will say that it is no folder.
  }
}

function openHere() {
  const path = here()
  const from = folder?.path
  const inList = document.activeElement === document.body || $('rows').contains(document.activeElement)
  $('ask').close()
  leave()
  $('filter').value = ''
  drawPath(path)
  try {
    folder = files.folder(path)
    refresh(child(path, from))
    watch = folder.watch(folderChanged)
  } catch (error) {
    if (folder) notify(error)
    else showProblem(error)
  }
  if (inList) rows.focus()
  tree.reveal(path)
  document.title = `${folder?.name ?? path} – Commander`
  refreshHeld()
}

/** The name in `above` that leads to `below`, where that is below it: who goes up finds where they came from. */
function child(above, below = '') {
  const start = above ? `${above}/` : ''
  return below.startsWith(start) ? below.slice(start.length).split('/')[0] : ''
}

function leave() {
  watch?.close()
  for (const held of [watch, folder]) if (held) remote.release(held)
  watch = folder = null
}

/** A question is about an entry of the list as it is: it is answered first. */
function folderChanged() {
  if ($('ask').open) onClosed(refreshAgain)
  else refreshAgain()
}

/** What the folder told may come when it is left already. */
function refreshAgain() {
  if (folder) refresh()
}

function showProblem(error) {
  rows.show([])
  rows.say(words(error), 'failed')
}

/** Reads the folder again; `selected` is the name of the row to select. */
function refresh(selected) {
  try {
    const filter = $('filter').value
    const entries = folder.entries(filter)
    const total = entries.length < files.mostEntries ? entries.length : folder.count(filter)
    rows.show(entries, { total, hidden: $('hidden').checked, selected })
  } catch (error) {
    showProblem(error)
  }
  refreshHeld()
}

function drawPath(path) {
  const names = path ? path.split('/') : []
  const steps = [files.root.name, ...names].map((name, depth) => {
    const link = element('a', {
      href: `#${names.slice(0, depth).map(encodeURIComponent).join('/')}`,
      textContent: name,
    })
    if (depth === names.length) link.setAttribute('aria-current', 'page')
    return element('li', {}, link)
  })
  $('path').replaceChildren(...steps)
}

function entrySelected(entry) {
  drawTools()
  preview(entry)
  refreshHeld()
}

function drawTools() {
  for (const id of ['rename', 'copy', 'cut', 'delete']) $(id).disabled = !rows.selected
  $('new-folder').disabled = !folder
  $('paste').disabled = !folder || !clip
  $('paste').textContent = clip ? `Paste “${clip.entry.name}”` : 'Paste'
}

function entryOpened(entry) {
  if (entry.kind === 'FOLDER') go(entry.path)
  else $('preview').querySelector('pre')?.focus()
}

const actions = {
  'new-folder': () =>
    ask({ title: 'New folder', ok: 'Create', value: 'New folder' }, name => {
      folder.createFolder(name)
      refresh(name)
    }),

  rename() {
    const entry = rows.selected
    ask({ title: `Rename “${entry.name}”`, ok: 'Rename', value: entry.name }, name => {
      entry.rename(name)
      refresh(name)
    })
  },

  copy: () => mark(false),
  cut: () => mark(true),

  paste() {
    const { entry, move } = clip
    if (move) {
      folder.moveHere(entry)
      unmark()
      refresh(entry.name)
    } else {
      const target = folder
      follow(`Copying ${entry.name} to ${target.name}`, progress => target.copyHere(entry, progress))
    }
  },

  delete() {
    const entry = rows.selected
    const text =
      entry.kind === 'FOLDER' && !entry.link ? 'Counting what is in it …' : 'This cannot be undone.'
    ask({ title: `Delete “${entry.name}”?`, text, ok: 'Delete', danger: true }, () =>
      follow(`Deleting ${entry.name}`, progress => entry.delete(progress)),
    )
    if (entry.kind === 'FOLDER' && !entry.link) count(entry)
  },

  'new-window'() {
    const window = new remote.BrowserWindow({ width: 1100, height: 720, title: 'Commander' })
    window.loadURL(location.href)
  },
}

/** Tells in the open question how much would be deleted; the counting ends with the question. */
async function count(entry) {
  const job = entry.measure()
  let asked = true
  onClosed(() => {
    if (asked) job.cancel()
    asked = false
  })
  let text
  try {
    const { entries, bytes: size } = await job.done()
    text = `It and what is in it are ${many(entries, 'entry', 'entries')}, ${bytes(size)}. This cannot be undone.`
  } catch (error) {
    text = words(error)
  }
  if (asked) explain(text)
  asked = false
  remote.release(job)
}

function mark(move) {
  unmark()
  clip = { entry: rows.selected, move }
  drawTools()
}

function unmark() {
  if (clip && !rows.entries.includes(clip.entry)) remote.release(clip.entry)
  clip = null
  drawTools()
}

for (const [id, action] of Object.entries(actions)) $(id).onclick = () => attempt(action)

const keys = { F2: 'rename', Delete: 'delete', Insert: 'new-folder' }
const controlKeys = { c: 'copy', x: 'cut', v: 'paste' }

document.onkeydown = event => {
  if ($('ask').open || event.target.closest('input, #tree')) return
  const parent = here().split('/').slice(0, -1).join('/')
  const control = event.ctrlKey || event.metaKey
  const id = control ? getSelection().isCollapsed && controlKeys[event.key] : keys[event.key]
  if (id && !$(id).disabled) attempt(actions[id])
  else if (event.key === '/' && !control) $('filter').focus()
  else if (event.key === 'Backspace' || (event.altKey && event.key === 'ArrowUp')) go(parent)
  else return
  event.preventDefault()
}

let typed = 0
$('filter').oninput = () => {
  clearTimeout(typed)
  typed = setTimeout(refreshAgain, 120)
}
$('filter').onkeydown = event => {
  if (event.key === 'Enter' || event.key === 'ArrowDown') rows.focus()
}

$('hidden').checked = localStorage.hidden === 'true'
document.body.classList.toggle('hidden-shown', $('hidden').checked)
$('hidden').onchange = () => {
  localStorage.hidden = $('hidden').checked
  document.body.classList.toggle('hidden-shown', $('hidden').checked)
  refreshAgain()
}

$('held').onclick = refreshHeld
$('ask').onclose = () => rows.focus()
addEventListener('hashchange', openHere)
openHere()
