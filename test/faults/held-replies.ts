import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** A TCP proxy that can keep back what a server says: requests arrive there, and their replies nowhere. */
export class HeldReplies {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #isHolding = false

  /** Listens on a free port, for a server on this machine; `port` says where it is, once it is there. */
  static async before(port: () => number): Promise<HeldReplies> {
    const proxy = new HeldReplies(port)
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve))
    return proxy
  }

  private constructor(port: () => number) {
    this.#server = createServer((client) => {
      const server = connect({ host: '127.0.0.1', port: port() })
      for (const [one, other] of [
        [client, server],
        [server, client],
      ] as const) {
        this.#sockets.add(one)
        one.on('error', () => {}) // the close follows
        one.once('close', () => {
          this.#sockets.delete(one)
          other.destroy()
        })
      }
      client.pipe(server)
      server.on('data', (bytes) => {
        if (!this.#isHolding) client.write(bytes)
      })
    })
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** From now on replies are lost. */
  hold(): void {
    this.#isHolding = true
  }

  /** The lines that missed replies are cut; new ones are whole. */
  release(): void {
    if (!this.#isHolding) return
    this.#isHolding = false
    for (const socket of this.#sockets) socket.destroy()
  }

  close(): void {
    this.#server.close()
    for (const socket of this.#sockets) socket.destroy()
  }
}
