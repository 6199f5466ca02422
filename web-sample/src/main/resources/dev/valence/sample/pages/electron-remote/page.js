/** Shows the statements, runs their code and says what came out. */
import { inspect } from './inspect.js'
import { chapters } from './statements.js'

const DEADLINE_MS = 10_000
const MARKS = { idle: '', running: '…', passed: '✓', failed: '✗' }

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties)
  made.append(...children)
  return made
}

/** The code between the braces, or after the arrow, moved to the left margin. */
function source(run) {
  const text = run.toString()
  if (!text.endsWith('}')) return text.replace(/^[^>]*=>\s*/, '')
  const lines = text.split('\n').slice(1, -1)
  const margin = Math.min(...lines.map(line => line.search(/\S/)))
  return lines.map(line => line.slice(margin)).join('\n')
}

class Card {
  constructor(statement) {
    this.statement = statement
    this.mark = element('span', { className: 'mark' })
    this.outcome = element('samp', { className: 'came-out', textContent: 'not run yet' })
    this.button = element('button', { type: 'button', textContent: 'Run', onclick: () => this.run() })
    const expected = element('samp', { className: 'expected', textContent: statement.expected })
    const says = element('p', {}, statement.says)
    if (statement.opensWindow) says.append(element('small', { textContent: 'Runs on click only.' }))
    this.element = element(
      'article',
      { id: statement.id },
      says,
      element('pre', { tabIndex: 0 }, element('code', { textContent: source(statement.run) })),
      element(
        'footer',
        {},
        this.button,
        element('dl', {}, term('Expected', expected), term('Came out', this.mark, this.outcome)),
      ),
    )
    this.state = 'idle'
  }

  set state(state) {
    this.element.dataset.state = state
    this.mark.textContent = MARKS[state]
  }

  get state() {
    return this.element.dataset.state
  }

  async run() {
    this.state = 'running'
    this.button.disabled = true
    const outcome = await outcomeOf(this.statement.run)
    this.outcome.textContent = outcome
    this.state = outcome === this.statement.expected ? 'passed' : 'failed'
    this.button.disabled = false
    summarize()
  }
}

function term(name, ...descriptions) {
  return element('div', {}, element('dt', { textContent: name }), element('dd', {}, ...descriptions))
}

async function outcomeOf(run) {
  let timer
  const deadline = new Promise((_, reject) => {
    timer = setTimeout(reject, DEADLINE_MS, new Error(`nothing within ${DEADLINE_MS / 1000} s`))
  })
  try {
    return inspect(await Promise.race([run(), deadline]))
  } catch (error) {
    return inspect(error)
  } finally {
    clearTimeout(timer)
  }
}

const cards = []
for (const { title, statements } of chapters) {
  const chapter = statements.map(statement => new Card(statement))
  cards.push(...chapter)
  const section = element(
    'section',
    {},
    element('h2', { textContent: title }),
    ...chapter.map(card => card.element),
  )
  document.getElementById('statements').append(section)
}

function summarize() {
  const summary = document.getElementById('summary')
  const count = state => cards.filter(card => card.state === state).length
  Object.assign(summary.dataset, { passed: count('passed'), failed: count('failed'), total: cards.length })
  summary.textContent = `${count('passed')} of ${cards.length} came out as expected`
  if (count('failed')) summary.textContent += `, ${count('failed')} did not`
}

/** One after the other: some statements count what Java holds. */
document.getElementById('run-all').onclick = async event => {
  event.target.disabled = true
  for (const card of cards) if (!card.statement.opensWindow) await card.run()
  event.target.disabled = false
}

summarize()
