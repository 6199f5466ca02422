import type { Wait } from './bridge.ts'
import type { Door, Knocks } from './knocks.ts'
import { type RingReader, WORD } from './ring.ts'
import type { SyncHttp } from './sync-http.ts'

/**
 * How long a page spins before it parks. A call on the same machine is over by then; a longer one can bear the 2–4 ms that waking up
 * costs, and does not heat the processor.
 */
const SPIN_MS = 5
/** The same for a worker, which can sleep at once and is woken for nothing. */
const WORKER_SPIN_MS = 0.3
/** Pauses between two looks at the memory, a little over 1 µs. With one, the other threads of a call were measured to take longer. */
const PAUSES = 32
/** Longest sleep of a worker between two looks at the link. */
const WORKER_SLEEP_MS = 1000
/** Longest park that Java grants. */
const PARK_MS = 5000
/** How long the I/O worker may show no sign of life, within one wait. It beats every second, and when it is to knock. */
const STALE_MS = 2500
/** How long to spin where parking is refused, or nobody answers, before the link is looked at again. */
const UNPARKED_MS = 250
/** When a thread that sleeps, and needs no door for it, has the worker knock: to be able to say in the end who was silent. */
const WONDER_MS = 500
/** How long something may be due of which nothing comes through the ring, before it is fetched by the other door. */
const DRY_MS = 500
/** While what is due is on its way the page sleeps for so long at first, doubled up to the last: Java would answer a park at once. */
const FIRST_NAP_MS = 2
const LAST_NAP_MS = 50
/** A number that no message has. */
const NEVER = Number.MAX_SAFE_INTEGER

/**
 * Waiting at the ring: a page's thread may not sleep on shared memory, so it spins a little and then parks in an HTTP request that Java
 * answers when something is due. What came is always read from the ring.
 */
export class RingWait {
  readonly #reader: RingReader
  readonly #http: SyncHttp
  readonly #maySleep: boolean
  readonly #knocks: Knocks
  #beat = 0
  #beatSeen = 0
  #isStale = false
  /** Since when something is due that has not begun to come; undefined where nothing is known to be due. */
  #dueSince: number | undefined
  #napMs = FIRST_NAP_MS

  /** @param maySleep whether this thread may block in `Atomics.wait` */
  constructor(reader: RingReader, http: SyncHttp, knocks: Knocks, maySleep: boolean) {
    this.#reader = reader
    this.#http = http
    this.#knocks = knocks
    this.#maySleep = maySleep
  }

  /** Whether the worker that fills the ring is alive. */
  isServed(wait: Wait): boolean {
    const beat = Atomics.load(this.#reader.words, WORD.beat)
    const now = performance.now()
    // Silence before this call does not count: a frozen page finds its worker silent, and both wake together.
    if (beat !== this.#beat || (this.#beatSeen < wait.since && !this.#isStale)) {
      this.#beat = beat
      this.#beatSeen = now
    }
    this.#isStale = now - this.#beatSeen >= STALE_MS
    return !this.#isStale
  }

  /** Whether the worker was silent for too long when it was looked at last. It stays so until it is heard again. */
  get isStale(): boolean {
    return this.#isStale
  }

  /** Whether messages are due that the socket does not bring. */
  get isDry(): boolean {
    return this.#dueSince !== undefined && performance.now() - this.#dueSince >= DRY_MS
  }

  /**
   * Blocks until the ring has something, or a part of the time is over. Whoever calls looks into the ring afterwards.
   *
   * @param isLong whether the answer is known to take longer than a spin
   * @param onLong called when the wait becomes a long one, before the thread sleeps or parks
   */
  wait(wait: Wait, isLong: boolean, onLong: () => void): void {
    this.#reader.watch(true)
    try {
      const now = performance.now()
      const spinMs = isLong ? 0 : this.#maySleep ? WORKER_SPIN_MS : SPIN_MS
      if (this.#spin(Math.min(wait.until, now + spinMs))) {
        this.refreshed()
        return
      }
      if (this.#maySleep) {
        this.#sleep(wait, SPIN_MS)
        if (!this.#reader.isEmpty) return
      }
      onLong()
      if (this.#maySleep) {
        if (performance.now() - wait.since > WONDER_MS && this.#knocks.heard < wait.since) this.#knocks.look()
        this.#sleep(wait, WORKER_SLEEP_MS)
      } else if (this.lookForDoor(wait) === 'open') {
        this.#park(wait)
      }
    } finally {
      this.#reader.watch(false)
    }
  }

  /** Spins until the ring has something; false where `until` came first. */
  #spin(until: number): boolean {
    for (let turns = 1; this.#reader.isEmpty; turns++) {
      for (let i = 0; i < PAUSES; i++) Atomics.pause?.()
      // The clock costs more than the look at the memory.
      if ((turns & 15) === 0 && performance.now() >= until) return false
    }
    return true
  }

  #sleep(wait: Wait, ms: number): void {
    const { words } = this.#reader
    const tail = Atomics.load(words, WORD.tail)
    if (!this.#reader.isEmpty) return
    Atomics.wait(words, WORD.tail, tail, Math.max(0, Math.min(wait.until - performance.now(), ms)))
  }

  /**
   * Spins until the second door is known to be open or closed; `silent` where the ring had something before that, or nobody answered for
   * a part of the time.
   */
  lookForDoor(wait: Wait): Door {
    const until = Math.min(wait.until, performance.now() + UNPARKED_MS)
    while (this.#reader.isEmpty) {
      const door = this.#knocks.look()
      if (door === 'open') return door
      if (door === 'closed') {
        this.#spin(until)
        return door
      }
      if (performance.now() >= until) break
      for (let i = 0; i < PAUSES; i++) Atomics.pause?.()
    }
    return 'silent'
  }

  #park(wait: Wait): void {
    const begin = performance.now()
    const left = wait.until - begin
    const isDue = this.#dueSince !== undefined
    const answer = isDue
      ? this.#http.park(NEVER, Math.min(this.#napMs, left))
      : this.#http.park(wait.taken, Math.min(PARK_MS, left))
    if (answer.failure !== undefined) {
      this.#spin(Math.min(wait.until, performance.now() + UNPARKED_MS))
    } else if (isDue) {
      this.#napMs = Math.min(2 * this.#napMs, LAST_NAP_MS)
    } else if (performance.now() - begin < PARK_MS) {
      this.#dueSince = performance.now()
    }
  }

  /** What was due has come, or has begun to. */
  refreshed(): void {
    this.#dueSince = undefined
    this.#napMs = FIRST_NAP_MS
  }
}
