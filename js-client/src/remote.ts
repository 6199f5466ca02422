import type { Listener, SessionEvent } from './listeners.ts'
import { callable } from './marshal/callable.ts'
import { functionWithReturnValue } from './marshal/encode.ts'
import type { Session } from './session.ts'
import type { Budget } from './sync-budget.ts'

/** What Java holds for a page. */
export interface Held {
  readonly objects: number
  readonly callbacks: number
}

/** What of the remote module can be asked without blocking. Each gives a result like those of {@link Remote.async}. */
export interface AsyncRemote {
  require(name: string): unknown
  getBuiltin(name: string): unknown
  getGlobal(name: string): unknown
  getCurrentWindow(): unknown
  getCurrentWebContents(): unknown
}

/**
 * What `require('electron').remote` is. All that reaches Java blocks the page until Java has answered, and throws what Java threw.
 *
 * Everything is an own, enumerable property that needs no `this`: `const { require, app } = remote` works, and a page can list what
 * there is.
 */
export interface Remote {
  /**
   * The module that Java offers by that name.
   *
   * @throws NoSuchModuleError listing those there are
   */
  require(name: string): unknown
  /** The built-in module of that name; the same as the getter of that name. */
  getBuiltin(name: string): unknown
  /** Java's global of that name; undefined where there is none. */
  getGlobal(name: string): unknown
  /** The window that this page is in. */
  getCurrentWindow(): unknown
  /** The web contents that this page is in. */
  getCurrentWebContents(): unknown
  /** Java's global `process`, asked for once, and again after it was released. */
  readonly process: unknown
  /**
   * The asynchronous twin of a remote object, function or class, or of this module: nothing that is done to a twin blocks. Each step gives
   * a promise of its value, and may be gone on from before it is there.
   *
   * @throws TypeError for everything else
   */
  async(value: unknown): unknown
  /** A function for Java that gives a copy of `value` at once, without asking the page. */
  createFunctionWithReturnValue<T>(value: T): () => T
  /**
   * A stand-in for `fn` that Java may wait for: called in Java, it gives what `fn` returns, and runs inside of the page's own call where
   * the page is in one. It is `fn` in all but identity, and the same for the same `fn`, so that a listener can be removed by it. `fn`
   * itself stays an ordinary callback.
   *
   * @throws TypeError where `fn` is no function
   */
  callable<F extends (...args: never[]) => unknown>(fn: F): F
  /**
   * Gives a remote object, function or stream back now, instead of when the page's collector finds it. To use it afterwards raises
   * StaleReferenceError; to give it back twice does nothing.
   *
   * @throws TypeError for everything else
   */
  release(proxy: object): void
  /**
   * A plain copy of a remote object with all that is in it, in one round trip: its properties as they are now, getters included. Cycles stay
   * cycles, and one object is one object; what the page would see as a function, class or promise is that in the copy.
   *
   * @param depth how many levels of objects are copied, 1 for the object alone; what is below are remote objects. Left out: all
   * @throws TypeError where `proxy` is no remote object, or `depth` no whole number above 0
   * @throws StaleReferenceError where it was released
   */
  copy(proxy: object, depth?: number): unknown
  /** What Java holds for this page. */
  held(): Held
  /** How long a call waits for Java, in milliseconds; 30 000 unless Java or the page sets it. What takes longer may still happen. */
  deadline: number
  /**
   * How much of one task of the event loop synchronous calls may take before the console has a warning of the lines that took it; undefined
   * where they are not counted. In development 16 ms and 20 calls, outside of workers.
   */
  get syncBudget(): Budget | undefined
  set syncBudget(budget: Budget | null | undefined)
  /**
   * Calls `listener` at each event: 'disconnected', 'resumed', 'overflow', or 'session-lost', which comes once and last. 'overflow' says how
   * many events Java has dropped because this page did not read them in time; it comes in their place.
   */
  on<E extends SessionEvent>(event: E, listener: Listener<E>): Remote
  /** Ends what `on` began. */
  off<E extends SessionEvent>(event: E, listener: Listener<E>): Remote
  /** A getter for each built-in module that Java offers. */
  readonly [builtin: string]: unknown
}

/** Makes the remote module of a session. Its getters for built-in modules are there once the session is open. */
export function createRemote(session: Session): Remote {
  function require(name: string): unknown {
    return session.ask('remote.require', [String(name)], require)
  }
  function getBuiltin(name: string): unknown {
    return session.ask('remote.builtin', [String(name)], getBuiltin)
  }
  function getGlobal(name: string): unknown {
    return session.ask('remote.global', [String(name)], getGlobal)
  }
  function getCurrentWindow(): unknown {
    return session.ask('remote.currentWindow', [], getCurrentWindow)
  }
  function getCurrentWebContents(): unknown {
    return session.ask('remote.currentWebContents', [], getCurrentWebContents)
  }
  function async(value: unknown): unknown {
    return value === remote ? later : session.async(value)
  }
  function held(): Held {
    return session.askPlain('reference.count', [], held) as Held
  }
  function markCallable(fn: unknown): unknown {
    if (typeof fn !== 'function') throw new TypeError(`remote.callable takes a function, not ${String(fn)}`)
    // Java calls its own functions without the page.
    return session.isRemote(fn) ? fn : callable(fn)
  }
  function copy(proxy: object, depth?: number): unknown {
    if (depth !== undefined && !(Number.isSafeInteger(depth) && depth > 0))
      throw new TypeError(`The depth of a copy is a whole number above 0, not ${String(depth)}`)
    return session.copy(proxy, depth, copy)
  }
  function release(proxy: object): void {
    session.release(proxy)
  }
  function on<E extends SessionEvent>(event: E, listener: Listener<E>): Remote {
    session.listeners.add(event, listener)
    return remote
  }
  function off<E extends SessionEvent>(event: E, listener: Listener<E>): Remote {
    session.listeners.remove(event, listener)
    return remote
  }

  const remote = {
    require,
    getBuiltin,
    getGlobal,
    getCurrentWindow,
    getCurrentWebContents,
    async,
    createFunctionWithReturnValue: functionWithReturnValue,
    callable: markCallable,
    release,
    copy,
    held,
    on,
    off,
    get deadline() {
      return session.deadlineMs
    },
    set deadline(ms: number) {
      if (!Number.isFinite(ms) || ms <= 0)
        throw new TypeError(`A deadline is a number of milliseconds above 0, not ${String(ms)}`)
      session.deadlineMs = ms
    },
    get syncBudget() {
      return session.budget.limits
    },
    set syncBudget(budget: Budget | null | undefined) {
      session.budget.limits = budget === null || budget === undefined ? undefined : checked(budget)
    },
  } as unknown as Remote
  const later: AsyncRemote = {
    require: name => session.askLater('remote.require', [String(name)], later.require),
    getBuiltin: name => session.askLater('remote.builtin', [String(name)], later.getBuiltin),
    getGlobal: name => session.askLater('remote.global', [String(name)], later.getGlobal),
    getCurrentWindow: () => session.askLater('remote.currentWindow', [], later.getCurrentWindow),
    getCurrentWebContents: () =>
      session.askLater('remote.currentWebContents', [], later.getCurrentWebContents),
  }
  /** A getter that asks once: what it gives is held from then on, until the page releases it. */
  function addGetter(name: string, ask: () => unknown): void {
    let cached: { readonly value: unknown } | undefined
    const get = (): unknown => {
      if (cached === undefined || session.isReleased(cached.value)) cached = { value: ask() }
      return cached.value
    }
    Object.defineProperty(remote, name, { get, enumerable: true, configurable: true })
  }
  addGetter('process', () => getGlobal('process'))
  session.whenOpen(({ builtins }) => {
    for (const name of builtins) if (!(name in remote)) addGetter(name, () => getBuiltin(name))
  })
  return remote
}

/** @throws TypeError where a budget is none */
function checked({ ms, calls }: Budget): Budget {
  for (const limit of [ms, calls]) {
    if (typeof limit !== 'number' || !(limit > 0))
      throw new TypeError(
        `A sync budget is { ms, calls }, two numbers above 0, not { ms: ${ms}, calls: ${calls} }`,
      )
  }
  return { ms, calls }
}
