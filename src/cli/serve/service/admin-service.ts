import type { FastifyReply, FastifyRequest } from 'fastify'
import { AdminGate } from '../../../http/admin/admin-gate.ts'
import { adminPages } from '../../../http/admin/admin-pages.ts'
import { AdminPlace } from '../../../http/admin/admin-place.ts'
import { LiveFeed } from '../../../http/admin/live/live-feed.ts'
import { OnceLink } from '../../../http/admin/once-link.ts'
import { Operators } from '../../../http/admin/operators.ts'
import { SessionCookie } from '../../../http/admin/session-cookie.ts'
import { Sessions } from '../../../http/admin/sessions.ts'
import { SignInAttempts } from '../../../http/admin/sign-in-attempts.ts'
import { adminRoutes } from '../../../http/admin-routes/admin-routes.ts'
import type { RecordedBehaviors } from '../../../http/admin-routes/events/recorded-behaviors.ts'
import type { ApiKeys } from '../../../http/identity/api-keys.ts'
import { ClientAddresses } from '../../../http/limits/client-addresses.ts'
import { describedRoutes } from '../../../http/openapi/described-routes.ts'
import { HttpServer, type HttpServerOptions } from '../../../http/server/http-server.ts'
import type { Sent } from '../../../http/server/sent.ts'
import type { ReceiptSigner } from '../../../operations/receipts/receipt-signer.ts'
import type { TakeTurn } from '../../../pipeline/commit/turns.ts'
import type { Database } from '../../../stores/database.ts'
import type { AdminOptions } from './entry-service-options.ts'
import { type AdminDatabases, openAdminDatabases } from './open-admin-databases.ts'

const BASE = '/admin/v1'

export interface AdminParts extends Pick<HttpServerOptions, 'onFault'> {
  readonly keys: ApiKeys
  readonly takeTurn: TakeTurn
  readonly receipts: ReceiptSigner
  readonly behaviors: RecordedBehaviors | null
  readonly trustProxy: readonly string[]
  readonly onAnswered: (sent: Sent, request: FastifyRequest, reply: FastifyReply, address: string) => void
}

/** The admin listener of `axon serve` (CONTRACT §16): nothing of it is on the public port, and nothing of that is on its. */
export class AdminService {
  readonly #server: HttpServer
  readonly #onceLink: OnceLink | null
  readonly #place: AdminPlace
  readonly #options: AdminOptions
  readonly #databases: AdminDatabases
  readonly #live: LiveFeed
  #url = ''

  /** @throws HaltError if it can't listen. */
  static async start(database: Database, options: AdminOptions, parts: AdminParts): Promise<AdminService> {
    const databases = await openAdminDatabases(database, options, parts.takeTurn)
    const service = new AdminService(databases, options, parts)
    try {
      service.#url = await service.#server.listen(options.host, options.port, true)
      service.#place.listensOn(service.#url)
      return service
    } catch (error) {
      await service.close()
      throw error
    }
  }

  private constructor(databases: AdminDatabases, options: AdminOptions, parts: AdminParts) {
    const { keys, receipts, behaviors, trustProxy, onAnswered, onFault } = parts
    this.#options = options
    this.#databases = databases
    this.#place = new AdminPlace(options.origin)
    this.#onceLink = options.hasOnceLink ? new OnceLink() : null
    const sessions = new Sessions()
    const cookie = new SessionCookie(this.#place.isHttps)
    const operators = new Operators({ keys, sessions, cookie, attempts: new SignInAttempts() })
    this.#live = new LiveFeed(databases.reads)
    const gate = new AdminGate({ place: this.#place, operators, addresses: new ClientAddresses(trustProxy) })
    const services = {
      ...databases,
      receipts,
      behaviors,
      live: this.#live,
      operators,
      sessions,
      cookie,
      onceLink: this.#onceLink,
    }
    this.#server = new HttpServer({
      routes: [...describedRoutes(adminRoutes(services), BASE), ...adminPages()],
      admission: gate,
      listedAt: `${BASE}/openapi.json`,
      onAnswered: (sent, request, reply) => onAnswered(sent, request, reply, gate.addressOf(request)),
      onFault,
    })
  }

  /** Where it listens. */
  get url(): string {
    return this.#url
  }

  /** Where browsers find the pages; signs one of them in where there is a link for that, once. */
  get pageUrl(): string {
    const url = `${this.#options.origin ?? this.#url}/admin/`
    return this.#onceLink?.urlAt(url) ?? url
  }

  async close(): Promise<void> {
    this.#live.close()
    await this.#server.close()
    await this.#databases.close()
  }
}
