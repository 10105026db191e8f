import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'

/** Requests on one connection that are not answered yet; what comes behind so many is not taken. */
const MAX_PIPELINED = 100

/** In the place of a farewell that was said. */
const NONE_LEFT = (): void => {}

interface Connection {
  /** In their order. No set: its tables, each referring to the next, would keep all requests alive until the next full collection. */
  readonly unanswered: IncomingMessage[]
  latest: IncomingMessage | null
  /** Nothing that comes behind {@link latest} is taken. */
  isEnding: boolean
  /** Ends the connection in a way of its own, once what was read is answered. */
  farewell: (() => void) | null
  bytesRead: number
  /** Looks in a row that found that nothing has come and nothing is left to answer. */
  quietLooks: number
}

/**
 * The connections of a listener, and what is under way on each. A client may send requests before it has the answers to earlier ones: each
 * that is taken gets its answer, in its turn, and one whose answer could not be sent any more is not taken (CONTRACT §10).
 */
export class OpenConnections {
  readonly #all = new Map<Socket, Connection>()

  opened(socket: Socket): void {
    const connection: Connection = {
      unanswered: [],
      latest: null,
      isEnding: false,
      farewell: null,
      bytesRead: 0,
      quietLooks: 0,
    }
    this.#all.set(socket, connection)
    socket.once('close', () => this.#all.delete(socket))
    // Its client sends nothing more, and may be gone: whatever it had only to read can go, streams above all.
    socket.once('end', () => {
      for (const { method } of connection.unanswered) if (method !== 'GET') return
      socket.destroySoon()
    })
  }

  /** False: the answers of its connection end before it, so nobody may look at it. */
  begin(request: IncomingMessage): boolean {
    const connection = this.#all.get(request.socket)
    if (!connection || connection.isEnding) return false
    if (connection.unanswered.length >= MAX_PIPELINED) {
      connection.isEnding = true
      return false
    }
    connection.unanswered.push(request)
    connection.latest = request
    return true
  }

  /** Makes the answer to a request the last of its connection. False: others have begun behind it, and get theirs. */
  endWith(request: IncomingMessage): boolean {
    const connection = this.#all.get(request.socket)
    if (connection?.latest !== request) return false
    connection.isEnding = true
    return true
  }

  /** Its whole answer was handed to the operating system. */
  answered(request: IncomingMessage): void {
    const { socket } = request
    const connection = this.#all.get(socket)
    if (!connection) return
    const at = connection.unanswered.indexOf(request)
    if (at >= 0) connection.unanswered.splice(at, 1)
    if (connection.latest === request) connection.latest = null
    connection.quietLooks = 0
    endIfAnswered(socket, connection)
  }

  /** Ends a connection by `farewell`, but not before all requests that came whole are answered. Nothing more is taken on it. */
  endBy(socket: Socket, farewell: () => void): void {
    const connection = this.#all.get(socket)
    if (!connection) {
      farewell()
      return
    }
    connection.isEnding = true
    connection.farewell ??= farewell
    endIfAnswered(socket, connection)
  }

  /**
   * Ends those that owed nothing and heard nothing in so many looks, this one included. Looks, not time: after a long turn of the event
   * loop there is something to read that nobody has seen yet.
   */
  endQuiet(looks: number): void {
    for (const [socket, connection] of this.#all) {
      const isQuiet = connection.unanswered.length === 0 && connection.bytesRead === socket.bytesRead
      connection.bytesRead = socket.bytesRead
      connection.quietLooks = isQuiet ? connection.quietLooks + 1 : 0
      if (connection.quietLooks >= looks) socket.destroySoon()
    }
  }
}

function endIfAnswered(socket: Socket, connection: Connection): void {
  const { isEnding, unanswered, farewell } = connection
  if (!isEnding) return
  if (!farewell) {
    if (unanswered.length === 0) socket.destroySoon()
    return
  }
  // One that did not come whole by now never will.
  for (const { complete } of unanswered) if (complete) return
  connection.farewell = NONE_LEFT
  farewell()
}
