import type { FastifyReply, FastifyRequest } from 'fastify'
import { AdminGate } from '../../../http/admin/admin-gate.ts'
import { adminPages } from '../../../http/admin/admin-pages.ts'
import { AdminPlace } from '../../../http/admin/admin-place.ts'
import { OnceLink } from '../../../http/admin/once-link.ts'
import { Operators } from '../../../http/admin/operators.ts'
import { SessionCookie } from '../../../http/admin/session-cookie.ts'
import { Sessions } from '../../../http/admin/sessions.ts'
import { SignInAttempts } from '../../../http/admin/sign-in-attempts.ts'
import { adminRoutes } from '../../../http/admin-routes/admin-routes.ts'
import type { ApiKeys } from '../../../http/identity/api-keys.ts'
import { ClientAddresses } from '../../../http/limits/client-addresses.ts'
import { describedRoutes } from '../../../http/openapi/described-routes.ts'
import { HttpServer, type HttpServerOptions } from '../../../http/server/http-server.ts'
import type { Sent } from '../../../http/server/sent.ts'
import type { TakeTurn } from '../../../pipeline/commit/turns.ts'
import type { Database } from '../../../stores/database.ts'
import { inTurns } from '../../../stores/in-turns.ts'
import type { AdminOptions } from './entry-service-options.ts'

const BASE = '/admin/v1'

export interface AdminParts extends Pick<HttpServerOptions, 'onFault'> {
  readonly keys: ApiKeys
  readonly takeTurn: TakeTurn
  readonly trustProxy: readonly string[]
  readonly onAnswered: (sent: Sent, request: FastifyRequest, reply: FastifyReply, address: string) => void
}

/** The admin listener of `axon serve` (CONTRACT §16): nothing of it is on the public port, and nothing of that is on its. */
export class AdminService {
  readonly #server: HttpServer
  readonly #onceLink: OnceLink | null
  readonly #place: AdminPlace
  readonly #options: AdminOptions
  #url = ''

  /** @throws HaltError if it can't listen. */
  static async start(database: Database, options: AdminOptions, parts: AdminParts): Promise<AdminService> {
    const service = new AdminService(database, options, parts)
    service.#url = await service.#server.listen(options.host, options.port)
    service.#place.listensOn(service.#url)
    return service
  }

  private constructor(database: Database, options: AdminOptions, parts: AdminParts) {
    const { keys, takeTurn, trustProxy, onAnswered, onFault } = parts
    this.#options = options
    this.#place = new AdminPlace(options.origin)
    this.#onceLink = options.hasOnceLink ? new OnceLink() : null
    const sessions = new Sessions()
    const cookie = new SessionCookie(this.#place.isHttps)
    const operators = new Operators({ keys, sessions, cookie, attempts: new SignInAttempts() })
    const gate = new AdminGate({ place: this.#place, operators, addresses: new ClientAddresses(trustProxy) })
    const services = {
      database: inTurns(options.database ?? database, takeTurn),
      reads: database,
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

  close(): Promise<void> {
    return this.#server.close()
  }
}
