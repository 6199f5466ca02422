import { SOCKET_PATH } from '../protocol.ts'
import { framesOf, lengthOf, type Outgoing } from './outgoing.ts'

/**
 * What is longer at once, in characters or bytes, goes by the worker alone: sent a second time it would cost more than a thread that need
 * not wake.
 */
const LONGEST = 64 * 1024

/** `WebSocket.OPEN`. */
const OPEN = 1
/** Answers in a row that may be late before the worker is asked instead. */
const LATE = 2
/** For how many calls the worker is asked then, doubled up to the last. A socket that is lost costs each try a spin. */
const FIRST_PAUSE = 16
const LAST_PAUSE = 1024

/**
 * A second socket, which the thread that blocks owns itself and only sends by: a call then wakes one thread less on its way, and that
 * one is what it would wait for on a machine of few cores. Answers come by the I/O worker as ever.
 *
 * Nothing is lost with it: what it sent and Java has not acknowledged goes by the worker as well, and Java knows it by its number.
 */
export class DirectSocket {
  readonly #url: string
  readonly #openSocket: (url: string) => WebSocket
  readonly #greeting: string
  readonly #encoder = new TextEncoder()
  #socket: WebSocket | undefined
  /** Whether Java was told whose it is. The socket may be open before that: a thread that is blocked hears of it later. */
  #hasJoined = false
  #sent = 0
  /** How many answers in a row were late: it may be gone, which a blocked thread is not told. */
  #late = 0
  /** For how many calls more it is left alone, and for how many the next time. */
  #paused = 0
  #nextPause = FIRST_PAUSE

  /**
   * @param origin of the server
   * @param session value of the session header
   */
  constructor(origin: string, session: string, openSocket: (url: string) => WebSocket) {
    this.#openSocket = openSocket
    this.#url = origin.replace(/^http/, 'ws') + SOCKET_PATH
    this.#greeting = JSON.stringify({ jsonrpc: '2.0', method: 'session.join', params: [session] })
  }

  /**
   * Opens it in the background, unless it is open, being opened, or left alone. Never throws: the worker can do all that it does.
   */
  open(): void {
    if (this.#socket !== undefined || this.#paused > 0) return
    try {
      const socket = this.#openSocket(this.#url)
      socket.onopen = () => {
        socket.send(this.#encoder.encode(this.#greeting))
        if (this.#socket === socket) this.#hasJoined = true
      }
      socket.onclose = () => {
        if (this.#socket !== socket) return
        this.#forget()
        // Java, or what lies between, may refuse each that is opened.
        this.#pause()
      }
      this.#socket = socket
    } catch {
      this.#pause()
    }
  }

  /**
   * Lets go of it: the link of the worker is down, and what broke that may have broken this one without a word. It is opened again at the next
   * call that goes by a socket.
   */
  drop(): void {
    const socket = this.#socket
    this.#forget()
    this.#late = 0
    this.#paused = 0
    this.#nextPause = FIRST_PAUSE
    socket?.close()
  }

  /**
   * Sends what is not sent yet; false where that cannot be relied on, and the worker has to.
   *
   * @param limit longest batch, in bytes
   */
  send(messages: readonly Outgoing[], limit: number): boolean {
    if (this.#paused > 0) {
      this.#paused--
      return false
    }
    const socket = this.#socket
    if (!this.#hasJoined || socket?.readyState !== OPEN) return false
    const unsent = messages.filter(({ seq }) => seq > this.#sent)
    if (unsent.reduce((length, { sealed }) => length + lengthOf(sealed), 0) > LONGEST) return false
    for (const sealed of framesOf(unsent, limit)) {
      // A packet is in shared memory, which the browser does not take.
      socket.send('text' in sealed ? this.#encoder.encode(sealed.text) : sealed.packet.slice())
      this.#sent = sealed.seq
    }
    return true
  }

  /** The highest number that went this way. */
  get sent(): number {
    return this.#sent
  }

  /** Whether the answer to what was sent last came while the thread was spinning. */
  answered(inTime: boolean): void {
    if (inTime) {
      this.#late = 0
      this.#nextPause = FIRST_PAUSE
    } else if (++this.#late >= LATE) {
      this.#pause()
    }
  }

  #forget(): void {
    this.#socket = undefined
    this.#hasJoined = false
  }

  #pause(): void {
    this.#paused = this.#nextPause
    this.#nextPause = Math.min(2 * this.#nextPause, LAST_PAUSE)
  }

  close(): void {
    this.#socket?.close(1000)
  }
}
