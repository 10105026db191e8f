import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { BrowserDefinition } from '../../../src/conditions/browser-definition.ts'
import { corsHeaders, preflightHeaders } from '../../../src/http/cors/cors-headers.ts'
import { packageRoot } from '../../../src/package-root.ts'
import { type AxonPlace, htmlOf, type ShopPage, WITNESS } from './pages.ts'
import { RecordedIntake, type Reply } from './recorded-intake.ts'

const SCRIPTS = join(packageRoot, 'dist/browser')
const JAVASCRIPT = 'text/javascript; charset=utf-8'

/**
 * A shop of its own origin for one case, and the Axon of it under another name, so as in production everything that the snippet asks is
 * asked across origins. The port stays taken until `close`: another case never finds what this one stored in the browser.
 */
export class ShopSite {
  readonly intake: RecordedIntake
  /** Every page that has no entry of its own: shops route in the browser. */
  page: ShopPage = {}
  /** The Axon that its pages speak with, if it is not this server. */
  otherAxon: AxonPlace | null = null
  /** By path. */
  readonly pages = new Map<string, ShopPage>()
  readonly files = new Map<string, string>()
  definitions: readonly BrowserDefinition[] = []
  /** After so long pages ask for definitions again. */
  refreshAfterMs = 10_000
  /** What delivery does before it answers; null: nothing. */
  deliveryReply: Reply | null = null
  /** What the next requests about entries get, in this order. */
  readonly entryReplies: { readonly status: number; readonly body: object }[] = []
  /** Method and path of each request to Axon, as they came. */
  readonly asked: string[] = []
  /** The paths that were asked of the shop itself. */
  readonly visited: string[] = []
  /** The tokens that delivery was asked with. */
  readonly deliveryTokens: (string | null)[] = []
  readonly #server: Server

  static async open(): Promise<ShopSite> {
    const site = new ShopSite()
    site.#server.listen(0, '127.0.0.1')
    await once(site.#server, 'listening')
    return site
  }

  private constructor() {
    this.intake = new RecordedIntake(() => this.definitions)
    this.#server = createServer((request, response) => void this.#answer(request, response))
    this.#server.keepAliveTimeout = 120_000 // a connection that ends while a request is under way is not this test
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }
  get url(): string {
    return `http://localhost:${this.port}`
  }
  get endpoint(): string {
    return `http://127.0.0.1:${this.port}`
  }
  get axon(): AxonPlace {
    return this.otherAxon ?? { endpoint: this.endpoint, siteKey: 'site_of_the_tests' }
  }

  /** What the build says of a script: its name with a hash, and its digest. */
  manifestOf(script: string): { readonly file: string; readonly integrity: string } {
    return JSON.parse(readFileSync(join(SCRIPTS, 'manifest.json'), 'utf8'))[script]
  }

  async close(): Promise<void> {
    this.#server.close()
    this.#server.closeAllConnections()
    await once(this.#server, 'close')
  }

  #answer(request: IncomingMessage, response: ServerResponse): ServerResponse | Promise<void> {
    const { pathname } = new URL(request.url ?? '/', this.url)
    const file = this.files.get(pathname)
    if (pathname === '/stub.js')
      return send(response, 200, scriptNamed('stub'), { 'content-type': JAVASCRIPT })
    if (pathname === '/witness.js') return send(response, 200, WITNESS, { 'content-type': JAVASCRIPT })
    if (file !== undefined) return send(response, 200, file, { 'content-type': JAVASCRIPT })
    if (request.headers.host?.startsWith('127.0.0.1')) return this.#axon(pathname, request, response)
    this.visited.push(pathname)
    if (/\.(ico|map)$/.test(pathname)) return send(response, 404, '')
    const page = this.pages.get(decodeURI(pathname)) ?? this.page
    return send(response, 200, htmlOf(page, this.axon), {
      'content-type': 'text/html; charset=utf-8',
      ...page.headers,
    })
  }

  #axon(
    pathname: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): ServerResponse | Promise<void> {
    const cors = corsHeaders(request.headers.origin, () => true)
    if (request.method === 'OPTIONS')
      return send(response, 204, undefined, { ...cors, ...preflightHeaders(['GET', 'POST']) })
    this.asked.push(`${request.method} ${pathname}`)
    if (pathname === '/v1/occurrences') return this.#take(request, response, cors)
    if (pathname === '/v1/events/active') return this.#deliver(request, response, cors)
    const entry = pathname.includes('/entries') ? this.entryReplies.shift() : undefined
    if (entry !== undefined)
      return send(response, entry.status, JSON.stringify(entry.body), {
        ...cors,
        'content-type': 'application/json',
      })
    if (/^\/axon[\w-]*\.js$/.test(pathname)) {
      return send(response, 200, scriptNamed(pathname === '/axon-buy.js' ? 'axon-buy' : 'axon'), {
        'content-type': JAVASCRIPT,
        'access-control-allow-origin': '*',
      })
    }
    return send(response, 404, '', cors)
  }

  async #take(request: IncomingMessage, response: ServerResponse, cors: Headers): Promise<void> {
    const chunks: Buffer[] = []
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer)
    } catch {
      return // cut before its end: as if it had never been sent
    }
    const { reply, body } = this.intake.take(Buffer.concat(chunks).toString(), request.headers)
    this.#reply(response, reply, body, cors)
  }

  #deliver(request: IncomingMessage, response: ServerResponse, cors: Headers): ServerResponse {
    this.deliveryTokens.push(request.headers.authorization?.replace(/^Bearer /, '') ?? null)
    if (this.deliveryReply !== null) return this.#reply(response, this.deliveryReply, '', cors)
    const { definitions, refreshAfterMs } = this
    const version = createHash('sha256').update(JSON.stringify(definitions)).digest('hex').slice(0, 16)
    const headers = { ...cors, etag: `"${version}"`, 'cache-control': 'private, no-cache' }
    if (request.headers['if-none-match'] === headers.etag) return send(response, 304, undefined, headers)
    const body = { version, refreshAfterMs, empty: definitions.length === 0, definitions }
    return send(response, 200, JSON.stringify(body), { ...headers, 'content-type': 'application/json' })
  }

  #reply(response: ServerResponse, reply: Reply, body: string, cors: Headers): ServerResponse {
    if (reply === 'away') response.socket?.destroy()
    if (typeof reply === 'string') return response
    const headers = { ...cors, 'content-type': 'application/json', ...reply.headers }
    return send(response, reply.status, reply.status === 202 ? body : '{}', headers)
  }
}

const scriptNamed = (name: string): Buffer => readFileSync(join(SCRIPTS, `${name}.js`))

type Headers = Readonly<Record<string, string>>

function send(
  response: ServerResponse,
  status: number,
  body?: string | Buffer,
  headers: Headers = {},
): ServerResponse {
  return response.writeHead(status, { 'cache-control': 'no-cache', ...headers }).end(body)
}
