import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Stands before an OpenSearch, and says for a while that it is busy. */
export class BusyProxy {
  /** What is answered instead; null: what the server says. */
  status: 429 | 503 | null = null
  /** Requests that the server has answered with 200. */
  passed = 0
  refused = 0
  #passedAt = performance.now()
  readonly #target: string
  readonly #server: Server

  static async start(target: string): Promise<BusyProxy> {
    const proxy = new BusyProxy(target)
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve))
    return proxy
  }

  private constructor(target: string) {
    this.#target = target
    this.#server = createServer((incoming, response) => this.#take(incoming, response))
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** How long ago the last of {@link passed} was. */
  get idleMs(): number {
    return performance.now() - this.#passedAt
  }

  stop(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  #take(incoming: IncomingMessage, response: ServerResponse): void {
    if (this.status !== null) {
      this.refused += 1
      incoming.resume()
      response.writeHead(this.status).end()
      return
    }
    const { method, url, headers } = incoming
    const outgoing = request(new URL(url ?? '/', this.#target), { method, headers }, (answer) => {
      if (answer.statusCode === 200) this.#pass()
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
      answer.on('error', () => response.destroy())
    })
    outgoing.on('error', () => response.destroy())
    incoming.pipe(outgoing)
  }

  #pass(): void {
    this.passed += 1
    this.#passedAt = performance.now()
  }
}
