import { NotSupportedError } from './errors.ts'

/** What Java may know of the page that a session belongs to; of a worker only its address. */
export interface PageFacts {
  readonly url?: string
  readonly title?: string
  readonly bounds?: Bounds
  readonly focused?: boolean
  readonly readyState?: DocumentReadyState
}

/** Outer bounds of the window, in CSS pixels of the screen. */
export interface Bounds {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** What a session does at the turns of a document's life. */
export interface PageLife {
  /** The document is being left for good. */
  left(): void
  /** It is about to be frozen: for the back/forward cache, or in a tab that nobody has looked at for long. It may be told twice. */
  frozen(): void
  /** It goes on, from that cache or in its tab. It may be told twice, and where nothing was frozen. */
  resumed(): void
}

/** The document and window of this page; there are none in a worker. */
export class Page {
  #known: PageFacts = {}

  /** Whether a page of another origin shows this one inside of its own. */
  get isFramedByOthers(): boolean {
    if (typeof document === 'undefined' || window.top === window) return false
    try {
      return window.top?.location.origin !== location.origin
    } catch {
      return true
    }
  }

  /** What `session.open` says of the page. */
  facts(): PageFacts {
    if (typeof document === 'undefined') return { url: location.href }
    const { readyState: _, ...facts } = this.#look()
    // What Java takes for granted of a page that says nothing of it.
    this.#known = { ...facts, readyState: 'loading' }
    return facts
  }

  /**
   * Reports every later change, once for each. By events alone: nothing is polled, so a window that is moved reports it with the next
   * event of another kind.
   */
  watch(report: (changed: PageFacts) => void, life: PageLife): void {
    if (typeof document === 'undefined') return
    const check = (): void => {
      const changed = this.#changes()
      if (changed !== undefined) report(changed)
    }
    for (const event of ['focus', 'blur', 'resize', 'hashchange', 'popstate', 'load'])
      addEventListener(event, check)
    const { navigation } = globalThis as { navigation?: EventTarget }
    navigation?.addEventListener('currententrychange', check)
    addEventListener('pagehide', ({ persisted }) => {
      // A page that is kept is frozen next, after the listeners of this event and of those that follow.
      if (persisted) return
      // Other listeners may want to call Java a last time; the page becomes invisible after all of them.
      if (document.visibilityState === 'hidden') life.left()
      else document.addEventListener('visibilitychange', () => life.left(), { once: true })
    })
    addEventListener('pageshow', ({ persisted }) => {
      if (persisted) life.resumed()
    })
    document.addEventListener('freeze', () => life.frozen())
    document.addEventListener('resume', () => life.resumed())
    const titles = new MutationObserver(check)
    const watchTitle = (): void => {
      // The title may not be there yet, or be replaced; the head is small and seldom changes.
      if (document.head !== null)
        titles.observe(document.head, { childList: true, subtree: true, characterData: true })
    }
    document.addEventListener('readystatechange', () => {
      watchTitle()
      check()
    })
    watchTitle()
    check()
  }

  /** Runs a script in the global scope, as `executeJavaScript` does. */
  evaluate(code: string): unknown {
    // Called by another name, it sees globals and nothing of this function.
    // biome-ignore lint/security/noGlobalEval: running a script is what Java's executeJavaScript asks for
    const run = globalThis.eval
    return run(code)
  }

  /**
   * Does something to the window.
   *
   * @throws NotSupportedError where the browser does not let a page do it
   */
  window(operation: string, args: readonly unknown[]): unknown {
    if (typeof document === 'undefined') throw new NotSupportedError('A worker has no window')
    switch (operation) {
      case 'setTitle':
        document.title = String(args[0])
        return undefined
      case 'focus':
        return window.focus()
      case 'navigate':
        return location.assign(String(args[0]))
      case 'reload':
        return location.reload()
      case 'setBounds':
        return setBounds(args)
      case 'close':
        window.close()
        return insist(window.closed, 'A page may close only a window that a script has opened')
      case 'open': {
        const [url, name, features] = args.map(arg => (arg === undefined ? undefined : String(arg)))
        const opened = window.open(url, name, features)
        return insist(opened !== null, 'The browser did not let this page open a window')
      }
      default:
        throw new NotSupportedError(`A page cannot do '${operation}' to its window`)
    }
  }

  #look(): PageFacts {
    return {
      url: location.href,
      title: document.title,
      bounds: { x: screenX, y: screenY, width: outerWidth, height: outerHeight },
      focused: document.hasFocus(),
      readyState: document.readyState,
    }
  }

  /** What is different from what was told last; undefined where nothing is. */
  #changes(): PageFacts | undefined {
    const now = this.#look()
    const before = this.#known as Record<string, unknown>
    const changed = Object.entries(now).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]),
    )
    this.#known = now
    return changed.length === 0 ? undefined : Object.fromEntries(changed)
  }
}

function setBounds(args: readonly unknown[]): void {
  const [x = 0, y = 0, width = 0, height = 0] = args.map(Number)
  window.moveTo(x, y)
  window.resizeTo(width, height)
}

function insist(done: boolean, otherwise: string): undefined {
  if (!done) throw new NotSupportedError(otherwise)
}
