import type { Board, Status } from './board.ts'
import { STYLE } from './style.ts'

const TEXTS: Readonly<Record<Status, string>> = {
  well: '',
  disconnected: 'Connection lost, trying again …',
  resumed: 'Back',
  'session-lost': 'This page has lost its session',
  // To load it again would not help: only the application can let it in.
  'not-admitted': 'This page has to be opened from its application',
}
const RELOAD = 'Reload'

/**
 * Makes `<valence-status>`. It has no style element and no style attribute, which a content security policy may forbid; a style sheet of
 * its own making it may not.
 */
export function defineStatus(board: Board): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(STYLE)

  class ValenceStatus extends HTMLElement {
    readonly #text = document.createElement('span')
    readonly #reload = document.createElement('button')
    readonly #view = (status: Status): void => this.#show(status)

    constructor() {
      super()
      const root = this.attachShadow({ mode: 'open' })
      root.adoptedStyleSheets = [sheet]
      // It is there from the beginning: what is announced is what changes in it.
      const bar = document.createElement('div')
      bar.setAttribute('role', 'status')
      bar.setAttribute('aria-live', 'polite')
      bar.setAttribute('part', 'bar')
      this.#text.setAttribute('part', 'text')
      this.#reload.setAttribute('part', 'reload')
      this.#reload.type = 'button'
      this.#reload.addEventListener('click', () => location.reload())
      bar.append(this.#text, this.#reload)
      root.append(bar)
    }

    connectedCallback(): void {
      board.add(this.#view)
    }

    disconnectedCallback(): void {
      board.remove(this.#view)
    }

    #show(status: Status): void {
      this.setAttribute('status', status)
      this.#text.textContent = status === 'well' ? '' : (this.getAttribute(status) ?? TEXTS[status])
      this.#reload.textContent = this.getAttribute('reload') ?? RELOAD
      this.#reload.hidden = status !== 'session-lost'
    }
  }

  customElements.define('valence-status', ValenceStatus)
}
