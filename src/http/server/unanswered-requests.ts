import type { Socket } from 'node:net'

/** Requests on one connection that are not answered yet; one that sends more without reading is cut. */
const MAX_PIPELINED = 100

/** How many requests of each connection are under way. */
export class UnansweredRequests {
  readonly #count = new WeakMap<Socket, number>()

  /** False if there are too many. */
  begin(socket: Socket): boolean {
    const count = (this.#count.get(socket) ?? 0) + 1
    this.#count.set(socket, count)
    return count <= MAX_PIPELINED
  }

  end(socket: Socket): void {
    this.#count.set(socket, (this.#count.get(socket) ?? 1) - 1)
  }
}
