import type { Frame } from './frames.ts'
import type { Outgoing } from './outgoing.ts'

/** One wait of a page for Java. Times are of `performance.now()`, in milliseconds. */
export interface Wait {
  /** The highest number taken in; what is beyond it ends the wait. */
  readonly taken: number
  /** When the call began. */
  readonly since: number
  /** When it gives up. */
  readonly until: number
}

/**
 * The seam between the session, which knows what messages mean, and what carries them. A bridge keeps each message until Java has
 * acknowledged it, and brings frames in whatever order and however often they come.
 */
export interface Bridge {
  /** Whether what is sent can stay in memory that the other end of the bridge shares. */
  readonly sharesMemory: boolean

  /**
   * Sends a message in the background, together with what else the page posts before its code ends or waits. Never blocks, never throws: a
   * link that is down gets it later.
   */
  post(message: Outgoing): void

  /** Keeps a message for the next {@link wait} to send, by the door that it waits at, or for the next {@link flush}. */
  hold(message: Outgoing): void

  /** Sends what is held in the background, where no wait follows. */
  flush(): void

  /**
   * Sends what is held and blocks until something may have come, or a part of the time is over. Callers look with {@link take} and
   * wait again.
   *
   * @throws BridgeError where Java's door refuses this page for good
   */
  wait(wait: Wait): void

  /** Takes out the frames that have come, each of one message or of a batch. */
  take(): readonly Frame[]

  /** Java has everything up to `seq`. */
  acknowledge(seq: number): void

  /** Nothing is under way: whoever keeps what Java has acknowledged drops it now, and not at the next message. */
  forget(): void

  /**
   * The frame with which every new link begins, from now on: the session is open.
   *
   * @param admission what admits other pages of this origin; undefined where none is needed
   */
  greet(frame: string, admission: string | undefined): void

  /** Java takes nothing at once that is longer, in bytes. */
  limit(bytes: number): void

  /**
   * The highest number that Java may have got in this session; what is beyond it has not reached Java, and will not once the bridge is closed.
   *
   * @param isResumeRefused whether Java has refused what the link began with, and so all that went by that link
   */
  reached(isResumeRefused: boolean): number

  /** Signs of life are sent this often from now on, in milliseconds. */
  pace(ms: number): void

  /** When Java was last heard by either door, by `performance.now()`; before every time where it was not. */
  readonly heard: number

  /** What is wrong with the link at this moment, for messages to people; undefined where nothing is known to be. */
  ailment(): string | undefined

  /** Whether Java is known to have lived after `since`. */
  isAlive(since: number): boolean

  /**
   * The page is about to be frozen: sends what is held and gives the link up. Until {@link resume} messages are kept, and a wait that
   * nothing can end any more throws at once.
   */
  hibernate(): void

  /** The page goes on: the link is wanted again. Without {@link hibernate} before, nothing happens. */
  resume(): void

  /** Ends the link: after a last message, which goes even from a page that is being dismissed, or without a further word. */
  close(last: Outgoing | undefined): void
}

/** What a bridge tells of its own accord. */
export interface BridgeEvents {
  /** Frames have come while nobody waited; in a task of its own. */
  frames(): void
  /** The link to Java came up, or went down; from inside {@link Bridge.take}. */
  link(up: boolean): void
}
