import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { HaltError } from '../domain/halt-error.ts'
import { hostAndPort } from '../domain/host-and-port.ts'
import { whyNotListening } from '../domain/why-not-listening.ts'
import type { Health } from './consume-health.ts'

const TIMEOUT_MS = 5_000
const MAX_CONNECTIONS = 100
const MAX_HEADER_BYTES = 8 * 1024

export interface MetricsServerOptions {
  /** 0: any free port. */
  readonly port: number
  readonly host: string
  readonly metrics: { readonly contentType: string; metrics(): Promise<string> }
  readonly live: () => Health | Promise<Health>
  readonly ready: () => Health | Promise<Health>
}

interface Answer {
  readonly status: number
  readonly body: string
  readonly contentType?: string
}

/** Serves `/metrics` for Prometheus, `/healthz` and `/readyz` for whoever runs the process. Reads nothing but the request line. */
export class MetricsServer {
  readonly #server: Server
  readonly #routes: ReadonlyMap<string, () => Answer | Promise<Answer>>

  /** @throws HaltError if the port can't be had. */
  static async listen(options: MetricsServerOptions): Promise<MetricsServer> {
    const server = new MetricsServer(options)
    await server.#listen(options.host, options.port)
    return server
  }

  private constructor({ metrics, live, ready }: MetricsServerOptions) {
    this.#routes = new Map([
      [
        '/metrics',
        async () => ({ status: 200, body: await metrics.metrics(), contentType: metrics.contentType }),
      ],
      ['/healthz', async () => healthAnswer(await live())],
      ['/readyz', async () => healthAnswer(await ready())],
    ])
    this.#server = createServer(
      {
        headersTimeout: TIMEOUT_MS,
        requestTimeout: TIMEOUT_MS,
        keepAliveTimeout: TIMEOUT_MS,
        connectionsCheckingInterval: 1_000,
        maxHeaderSize: MAX_HEADER_BYTES,
      },
      (request, response) => void this.#serve(request, response),
    )
    this.#server.maxConnections = MAX_CONNECTIONS
    // A client that does not read its answer.
    this.#server.setTimeout(2 * TIMEOUT_MS)
  }

  /** `http://host:port`, with the port that it got. */
  get url(): string {
    const { address, port } = this.#server.address() as AddressInfo
    return `http://${hostAndPort(address, port)}`
  }

  /** At once: answers that are under way are cut. */
  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve())
      this.#server.closeAllConnections()
    })
  }

  async #listen(host: string, port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (error) => {
        const facts = { host, port, ...whyNotListening(error) }
        reject(new HaltError('METRICS_NOT_SERVED', facts, { cause: error }))
      })
      this.#server.listen({ host, port }, resolve)
    })
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, body, contentType = 'text/plain; charset=utf-8' } = await this.#answer(request)
    response.writeHead(status, {
      'content-type': contentType,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...(status === 405 ? { allow: 'GET' } : {}),
      // What comes after the head is not read.
      ...(request.method === 'GET' ? {} : { connection: 'close' }),
    })
    response.end(body)
  }

  async #answer({ method, url = '' }: IncomingMessage): Promise<Answer> {
    const route = this.#routes.get(url.split('?', 1)[0] ?? '')
    if (!route) return { status: 404, body: 'not found: there are /metrics, /healthz and /readyz\n' }
    if (method !== 'GET') return { status: 405, body: 'only GET\n' }
    try {
      return await route()
    } catch {
      return { status: 500, body: 'failed\n' }
    }
  }
}

const healthAnswer = ({ ok, reason }: Health): Answer => ({ status: ok ? 200 : 503, body: `${reason}\n` })
