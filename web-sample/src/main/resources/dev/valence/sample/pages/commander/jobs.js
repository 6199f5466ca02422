/** Long work: how far it is, a way to stop it, and how it ended. */
import { $, element, words } from './dom.js'
import { many } from './format.js'
import { refreshHeld } from './held.js'

const { remote } = require('electron')

/**
 * Follows a job to its end.
 * @param title such as “Copying letters”
 * @param start is given a function for the progress and returns the job
 */
export async function follow(title, start) {
  const label = element('span', { textContent: title })
  const bar = element('progress', { 'aria-label': title })
  const percent = element('span', {})
  const stop = element('button', { textContent: 'Cancel' })
  const item = element('li', {}, label, bar, percent, stop)
  item.dataset.state = 'running'
  $('jobs').append(item)
  const end = (state, text) => {
    item.dataset.state = state
    label.textContent = `${title}: ${text}`
    bar.remove()
    percent.textContent = ''
    stop.textContent = 'Dismiss'
    stop.onclick = () => item.remove()
    if (state !== 'failed') setTimeout(() => item.remove(), 6000)
  }
  try {
    const job = start(({ done, total, current }) => {
      bar.max = total || 1
      bar.value = done
      percent.textContent = `${Math.floor((done / bar.max) * 100)} %`
      label.textContent = `${title}: ${current}`
    })
    stop.onclick = () => job.cancel()
    refreshHeld()
    const { entries, skipped, cancelled } = await job.done().finally(() => remote.release(job))
    const parts = [many(entries, 'entry', 'entries')]
    if (cancelled) parts.unshift('cancelled')
    if (skipped) parts.push(`${many(skipped, 'entry', 'entries')} could not be read and were left out`)
    end(cancelled ? 'cancelled' : 'done', parts.join(', '))
  } catch (error) {
    end('failed', words(error))
  }
  refreshHeld()
}
