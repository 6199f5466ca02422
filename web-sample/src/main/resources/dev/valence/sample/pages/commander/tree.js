/**
 * The lazy tree of folders. A node asks Java for its children when it is opened, watches them while it is open, and gives
 * them back when it is closed.
 */
import { attempt, element, icon, notify } from './dom.js'
import { refreshHeld } from './held.js'

const { remote } = require('electron')

class Node {
  children = []
  group = null
  watch = null

  /** One function for the life of the node: Java knows it again when the node is opened again. */
  refresh = () => {
    try {
      this.fill(this.group)
    } catch {
      this.collapse() // The folder is gone; the watch of its parent takes the node away.
    }
    refreshHeld()
  }

  constructor(tree, folder, parent) {
    this.tree = tree
    this.folder = folder
    this.parent = parent
    const level = parent ? parent.level + 1 : 0
    this.level = level
    const label = element('div', { className: 'node' }, icon('open', 'twisty'), icon('folder'), folder.name)
    label.style.setProperty('--level', level)
    this.item = element(
      'li',
      { role: 'treeitem', tabIndex: -1, 'aria-expanded': 'false', 'aria-level': level + 1 },
      label,
    )
    this.item.dataset.path = folder.path
    this.item.toggleAttribute('data-hidden', parent !== null && folder.name.startsWith('.'))
    this.item.node = this
    label.onclick = event => {
      const twisty = event.target.closest('.twisty')
      if (twisty) this.toggle()
      else tree.choose(this)
    }
    label.ondblclick = () => this.toggle()
  }

  get expanded() {
    return this.group !== null
  }

  toggle() {
    attempt(() => (this.expanded ? this.collapse() : this.expand()))
    refreshHeld()
  }

  expand() {
    if (this.expanded) return
    const group = element('ul', { role: 'group' })
    this.fill(group)
    this.group = group
    this.item.append(group)
    this.item.setAttribute('aria-expanded', 'true')
    this.watch = attempt(() => this.folder.watch(this.refresh)) ?? null
  }

  /** Reads the folder again. Nodes that are still true stay as and where they are, so that none loses the focus. */
  fill(group) {
    const known = new Map(this.children.map(child => [child.folder.name, child]))
    const folders = this.folder.folders()
    this.children = folders.map(folder => known.get(folder.name) ?? new Node(this.tree, folder, this))
    let place = group.firstChild
    this.children.forEach((child, index) => {
      if (child.folder !== folders[index]) remote.release(folders[index])
      known.delete(child.folder.name)
      if (child.item === place) place = place.nextSibling
      else group.insertBefore(child.item, place)
    })
    for (const vanished of known.values()) {
      if (vanished.item.contains(document.activeElement)) this.tree.focus(this.item)
      vanished.dispose()
    }
    this.item.toggleAttribute('data-empty', this.children.length === 0)
    this.tree.keepReachable(this.item)
  }

  collapse() {
    this.watch?.close()
    if (this.watch) remote.release(this.watch)
    for (const child of this.children) child.dispose()
    this.group?.remove()
    this.children = []
    this.group = this.watch = null
    this.item.setAttribute('aria-expanded', 'false')
  }

  dispose() {
    this.collapse()
    this.item.remove()
    remote.release(this.folder)
  }
}

export class Tree {
  /** @param open is called with the path of the folder that was chosen */
  constructor(list, root, open) {
    this.list = list
    this.open = open
    this.root = new Node(this, root, null)
    this.current = this.root.item
    this.root.item.tabIndex = 0
    list.append(this.root.item)
    list.onkeydown = event => this.key(event)
    attempt(() => this.root.expand())
  }

  choose(node) {
    this.focus(node.item)
    this.open(node.folder.path)
  }

  /** Opens the way to `path` and marks its end, as far as the tree goes. */
  reveal(path) {
    let node = this.root
    try {
      for (const name of path ? path.split('/') : []) {
        node.expand()
        const next = node.children.find(child => child.folder.name === name)
        if (!next) break
        node = next
      }
    } catch (error) {
      notify(error)
    }
    for (const other of this.list.querySelectorAll('[aria-selected]')) {
      other.removeAttribute('aria-selected')
    }
    node.item.setAttribute('aria-selected', 'true')
    this.move(node.item)
    node.item.firstChild.scrollIntoView({ block: 'nearest' })
  }

  /** Makes `item` the one that Tab leads to. */
  move(item) {
    this.current.tabIndex = -1
    this.current = item
    item.tabIndex = 0
  }

  /** Where the item that Tab led to has gone, Tab leads to `item`. */
  keepReachable(item) {
    if (this.current && !this.current.isConnected) this.move(item)
  }

  focus(item) {
    this.move(item)
    item.focus()
  }

  key(event) {
    const item = event.target.closest('[role=treeitem]')
    const { node } = item
    const items = [...this.list.querySelectorAll('[role=treeitem]')].filter(each => each.checkVisibility())
    const at = items.indexOf(item)
    const go = {
      ArrowDown: () => this.focus(items[Math.min(at + 1, items.length - 1)]),
      ArrowUp: () => this.focus(items[Math.max(at - 1, 0)]),
      Home: () => this.focus(items[0]),
      End: () => this.focus(items.at(-1)),
      ArrowRight: () => (node.expanded ? this.focus(items[at + 1] ?? item) : node.toggle()),
      ArrowLeft: () => (node.expanded ? node.toggle() : node.parent && this.focus(node.parent.item)),
      Enter: () => this.choose(node),
      ' ': () => this.choose(node),
    }[event.key]
    if (!go || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    go()
  }
}
