/** What is in the entry that is selected. */
import { $, element, words } from './dom.js'
import { bytes, many, time } from './format.js'

let due = 0
let shown = null
let address = ''

/** Shows `entry`, or nothing for null. Waits until the arrow keys rest; what is shown already is not asked for again. */
export function preview(entry) {
  const state = entry ? `${entry.path} ${entry.size} ${+entry.modified}` : ''
  clearTimeout(due)
  if (state !== shown) {
    due = setTimeout(() => {
      shown = state
      draw(entry)
    }, 60)
  }
}

function draw(entry) {
  URL.revokeObjectURL(address)
  const pane = $('preview')
  pane.dataset.name = entry?.name ?? ''
  if (!entry)
    return pane.replaceChildren(element('p', { textContent: 'Select an entry to see what is in it.' }))
  pane.replaceChildren(element('h2', { textContent: entry.name }))
  try {
    pane.append(element('p', { textContent: facts(entry) }))
    pane.append(...content(entry))
    pane.dataset.state = 'shown'
  } catch (error) {
    pane.append(element('p', { role: 'alert', textContent: words(error) }))
    pane.dataset.state = 'failed'
  }
}

function facts(entry) {
  if (entry.kind === 'FOLDER') return `Folder, ${many(entry.count(''), 'entry', 'entries')}`
  if (entry.kind === 'LINK') return 'A link that leads out of this root, or nowhere. It is not followed.'
  if (entry.kind === 'OTHER') return 'A device, a socket or a pipe.'
  return `${bytes(entry.size)}, modified ${time(entry.modified)}`
}

/** Text and bytes come by copy: they are the page's own. */
function content(entry) {
  if (entry.kind !== 'FILE') return []
  const { text, encoding, cut, bytes: image, mediaType, reason } = entry.preview()
  if (reason) return [element('p', { textContent: reason })]
  if (image) {
    address = URL.createObjectURL(new Blob([image], { type: mediaType }))
    const note = element('p', { textContent: mediaType })
    const img = element('img', { src: address, alt: entry.name })
    img.onload = () => (note.textContent = `${img.naturalWidth} × ${img.naturalHeight}, ${mediaType}`)
    img.onerror = () =>
      img.replaceWith(element('p', { role: 'alert', textContent: 'This image is damaged.' }))
    return [note, img]
  }
  const note = encoding + (cut ? '; only the beginning is shown' : '')
  return [element('p', { textContent: note }), element('pre', { tabIndex: 0, textContent: text })]
}
