/** The entries of one folder as rows. Sorting and selecting them costs no call: their facts came with them. */
import { $, element, icon } from './dom.js'
import { bytes, many, time } from './format.js'

const { remote } = require('electron')
const names = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

export class Rows {
  entries = []
  selected = null
  sort = { by: 'name', descending: false }

  /** @param on {selected(entry or null), opened(entry), keeps(entry): whether someone else still needs it} */
  constructor(on) {
    this.on = on
    this.body = $('rows')
    this.body.onclick = event => this.select(event.target.closest('tr').entry, true)
    this.body.ondblclick = event => on.opened(event.target.closest('tr').entry)
    this.body.onkeydown = event => this.key(event)
    for (const button of document.querySelectorAll('[data-sort]')) {
      button.onclick = () => this.sortBy(button.dataset.sort)
    }
  }

  /** Shows `entries`, of `total`, instead of what was shown; the row of the name `selected` is selected. */
  show(entries, { total = entries.length, hidden = true, selected = this.selected?.name } = {}) {
    const before = this.entries
    this.entries = entries
    this.hidden = hidden
    this.draw(selected)
    for (const entry of before) {
      if (!this.on.keeps(entry)) remote.release(entry)
    }
    if (total > entries.length)
      this.say(`The first ${many(entries.length, 'entry', 'entries')} of ${total}. Filter to see others.`)
    else if (this.body.rows.length) this.say('')
    else this.say(entries.length ? 'Only hidden files here.' : 'Nothing here.')
  }

  say(text, state = 'shown') {
    $('list-note').dataset.state = state
    $('list-note').textContent = text
  }

  sortBy(by) {
    this.sort = { by, descending: this.sort.by === by && !this.sort.descending }
    for (const button of document.querySelectorAll('[data-sort]')) {
      const order = this.sort.descending ? 'descending' : 'ascending'
      button.parentElement.ariaSort = button.dataset.sort === by ? order : 'none'
    }
    this.draw(this.selected?.name)
  }

  draw(selected) {
    const hadFocus = this.body.contains(document.activeElement)
    const place = this.row(this.selected)?.rowIndex - 1
    const { by, descending } = this.sort
    const compare = (a, b) => (by === 'name' ? 0 : a[by] - b[by]) || names.compare(a.name, b.name)
    const shown = this.entries
      .filter(entry => this.hidden || !entry.name.startsWith('.'))
      .sort(
        (a, b) =>
          (b.kind === 'FOLDER') - (a.kind === 'FOLDER') || (descending ? compare(b, a) : compare(a, b)),
      )
    this.body.replaceChildren(...shown.map(row))
    // Where the selected one is gone, the one that took its place; so deleting can go on.
    const again =
      shown.find(entry => entry.name === selected) ??
      (hadFocus ? shown[Math.min(place, shown.length - 1)] : null)
    this.select(again ?? null, hadFocus)
  }

  select(entry, focus = false) {
    const [before, now] = [this.row(this.selected), this.row(entry)]
    before?.removeAttribute('aria-selected')
    if (before) before.tabIndex = -1
    now?.setAttribute('aria-selected', 'true')
    const reachable = now ?? this.body.rows[0]
    if (reachable) reachable.tabIndex = 0
    this.selected = entry
    if (focus && now) now.focus()
    now?.scrollIntoView({ block: 'nearest' })
    this.on.selected(entry)
  }

  row(entry) {
    return entry && [...this.body.rows].find(row => row.entry === entry)
  }

  focus() {
    this.select(this.selected ?? this.body.rows[0]?.entry ?? null, true)
  }

  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const rows = [...this.body.rows]
    const at = rows.indexOf(event.target.closest('tr'))
    const to = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: rows.length - 1,
      PageDown: at + 15,
      PageUp: at - 15,
    }[event.key]
    if (to !== undefined) this.select(rows[Math.max(0, Math.min(to, rows.length - 1))].entry, true)
    else if (event.key === 'Enter') this.on.opened(rows[at].entry)
    else return
    event.preventDefault()
  }
}

function row(entry) {
  const name = element('span', {}, icon(entry.kind.toLowerCase()), element('b', { textContent: entry.name }))
  if (entry.link)
    name.append(element('small', { textContent: entry.kind === 'LINK' ? 'not followed' : 'link' }))
  const made = element(
    'tr',
    { tabIndex: -1, entry },
    element('td', {}, name),
    element('td', { className: 'number', textContent: entry.kind === 'FILE' ? bytes(entry.size) : '' }),
    element('td', { className: 'number', textContent: time(entry.modified) }),
  )
  made.dataset.name = entry.name
  made.dataset.kind = entry.kind
  return made
}
