import type { Socket } from 'node:net'

/** How it stands with those who wait for their decision. */
export interface Crowd {
  /** How many requests more are wanted at the moment; more are taken all the same. */
  readonly room: () => number
  /** Nobody gets his turn: what is resting must be told as well, and is read at the cost of nobody. */
  readonly isStuck: () => boolean
}

/** Read in one turn of the event loop: more of them cost less each, and make whoever connects meanwhile wait. */
const MOST_IN_A_TURN = 64
/** Turns in a row in which none is read while clients connect: Node.js takes one of them in each. */
const TURNS_FOR_CLIENTS = 32
const LOOK_AGAIN_MS = 1
/** Who rests longer, ms, is read although there is no room, one after the other: he may have to be refused, which takes half the time of a decision. */
const MOST_REST_MS = 4_000

interface Resting {
  readonly socket: Socket
  readonly since: number
}

/**
 * When more is asked than can be decided, a connection that was answered is read again only in its turn, when there is room: what its client
 * sends meanwhile stays in the network, which slows the client down and costs nothing here (docs/adr/0019-more-than-it-can-decide.md).
 */
export class RestingConnections {
  readonly #crowd: Crowd
  #resting: Resting[] = []
  #isLooking = false
  #hasConnected = false
  #turnsForClients = 0
  #isStopped = false

  constructor(crowd: Crowd) {
    this.#crowd = crowd
  }

  /** A request on it was answered. Whoever rests already comes first. */
  answered(socket: Socket): void {
    if (this.#isStopped || (this.#resting.length === 0 && this.#crowd.room() > 0)) return
    socket.pause()
    this.#resting.push({ socket, since: performance.now() })
    if (!this.#isLooking) this.#look()
  }

  /** A client has connected, and others may follow. */
  connected(): void {
    this.#hasConnected = true
  }

  /** The service stops: what clients have sent is read. */
  stop(): void {
    this.#isStopped = true
    this.#goOn(this.#resting.length)
  }

  readonly #look = (): void => {
    if (this.#isForClients()) {
      setImmediate(this.#look)
      return
    }
    const room = this.#crowd.room()
    this.#goOn(Math.min(MOST_IN_A_TURN, room > 0 ? room : this.#overdue))
    this.#isLooking = this.#resting.length > 0
    if (!this.#isLooking) return
    if (room > 0) setImmediate(this.#look)
    else setTimeout(this.#look, LOOK_AGAIN_MS)
  }

  /** Whether this turn is left to clients that connect. */
  #isForClients(): boolean {
    const isForClients = this.#hasConnected && this.#turnsForClients < TURNS_FOR_CLIENTS
    this.#turnsForClients = isForClients ? this.#turnsForClients + 1 : 0
    this.#hasConnected = false
    return isForClients
  }

  get #overdue(): number {
    if (this.#crowd.isStuck()) return MOST_IN_A_TURN
    const [first] = this.#resting
    return first && performance.now() - first.since > MOST_REST_MS ? 1 : 0
  }

  /** The first of those that rest. */
  #goOn(count: number): void {
    for (const { socket } of this.#resting.splice(0, count)) if (!socket.destroyed) socket.resume()
  }
}
