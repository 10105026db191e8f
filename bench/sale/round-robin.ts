import type { AddressInfo } from 'node:net'
import { connect, createServer, type Server, type Socket } from 'node:net'

/** One address in front of several servers, as a load balancer is: each connection goes to the next of them that takes it. */
export class RoundRobin {
  readonly #server: Server
  readonly #ports: readonly number[]
  #turn = 0

  static async start(ports: readonly number[]): Promise<RoundRobin> {
    const balancer = new RoundRobin(ports)
    await new Promise<void>((resolve) => balancer.#server.listen(0, '127.0.0.1', resolve))
    return balancer
  }

  private constructor(ports: readonly number[]) {
    this.#ports = ports
    this.#server = createServer((client) => this.#forward(client, this.#ports.length))
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  stop(): void {
    this.#server.close()
  }

  #forward(client: Socket, tries: number): void {
    const server = connect(this.#ports[this.#turn++ % this.#ports.length]!, '127.0.0.1')
    let isTaken = false
    server.once('connect', () => {
      isTaken = true
      client.pipe(server).pipe(client)
    })
    server.on('error', () => {
      if (isTaken || tries <= 1) client.destroy()
      else this.#forward(client, tries - 1)
    })
    client.on('error', () => server.destroy())
    client.once('close', () => server.destroy())
    server.once('close', () => {
      if (isTaken) client.end()
    })
  }
}
