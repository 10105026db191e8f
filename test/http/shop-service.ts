import { SignJWT } from 'jose'
import { EntryService } from '../../src/cli/serve/service/entry-service.ts'
import type { AdminOptions, EntryServiceOptions } from '../../src/cli/serve/service/entry-service-options.ts'
import { sinkConnectionsOf } from '../../src/cli/shared/sinks/sink-connections-of.ts'
import { SecretTokens } from '../../src/http/identity/secret-tokens.ts'
import { ServeLog } from '../../src/monitoring/serve-log.ts'
import { newReceiptKey, receiptKeysOf } from '../../src/operations/receipts/receipt-keys.ts'
import type { Database } from '../../src/stores/database.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import type { EmptyDatabase } from '../databases.ts'
import { withShop } from '../open-shop.ts'

/** For services that keep behaviours in files. */
export const NO_CONNECTIONS = sinkConnectionsOf({ brokers: ['127.0.0.1:1'], clientId: 'axon' })

export const SECRET = Buffer.from('a secret of 32 bytes, for tests only')

/** A token of a user, as the shop's login would make it. */
export function tokenOf(
  userId: number,
  more: { readonly expiresIn?: number; readonly claims?: Record<string, unknown> } = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1_000)
  return new SignJWT(more.claims ?? {})
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(String(userId))
    .setAudience('axon')
    .setIssuedAt(now)
    .setExpirationTime(now + (more.expiresIn ?? 3_600))
    .sign(SECRET)
}

export interface Reply {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every form
  readonly body: any
}

/** A service that a test asks. */
export class ShopService {
  readonly database: Database
  readonly url: string
  /** For another service on the same database. */
  readonly databaseUrl: string
  readonly lines: Record<string, unknown>[]
  readonly metricsUrl: string | null
  readonly admin: EntryService['admin']
  readonly #tokens = new Map<number, Promise<string>>()

  constructor(
    database: Database,
    { url, metricsUrl, admin }: Pick<EntryService, 'url' | 'metricsUrl' | 'admin'>,
    lines: Record<string, unknown>[],
    databaseUrl = '',
  ) {
    this.database = database
    this.databaseUrl = databaseUrl
    this.url = url
    this.metricsUrl = metricsUrl
    this.admin = admin
    this.lines = lines
  }

  async ask(
    method: string,
    path: string,
    request: RequestInit & { readonly user?: number } = {},
  ): Promise<Reply> {
    const headers = new Headers(request.headers)
    if (request.user !== undefined)
      headers.set('authorization', `Bearer ${await this.#tokenOf(request.user)}`)
    if (request.body !== undefined && !headers.has('content-type'))
      headers.set('content-type', 'application/json')
    const response = await fetch(this.url + path, { ...request, method, headers })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json')
    return {
      status: response.status,
      headers: response.headers,
      body: isJson && text !== '' ? JSON.parse(text) : text,
    }
  }

  /** Made once for each user. */
  #tokenOf(user: number): Promise<string> {
    const token = this.#tokens.get(user) ?? tokenOf(user)
    this.#tokens.set(user, token)
    return token
  }

  /** A user's request for activity 1. */
  enter(user: number, body: object = {}): Promise<Reply> {
    return this.ask('POST', '/v1/activities/1/entries', { user, body: JSON.stringify(body) })
  }
}

/** What differs from the usual service of a test. */
export interface ServiceOptions extends Partial<Omit<EntryServiceOptions, 'admin'>> {
  readonly admin?: Omit<AdminOptions, 'databaseUrl'>
}

/** A service on a shop in a database of its own, gone after `work`. */
export function withService<T>(
  create: () => Promise<EmptyDatabase>,
  shop: unknown,
  work: (service: ShopService) => Promise<T>,
  { admin, ...more }: ServiceOptions = {},
): Promise<T> {
  let url = ''
  const remembered = async () => {
    const empty = await create()
    url = empty.url
    return empty
  }
  return withShop(remembered, shop, async () => {
    const database = await openDatabase(url, { isPrompt: true })
    const lines: Record<string, unknown>[] = []
    const write = (text: string): void => {
      lines.push(JSON.parse(text))
    }
    const service = await EntryService.start(database, {
      host: '127.0.0.1',
      port: 0,
      name: 'test',
      batchSize: 500,
      maxStreams: 10,
      metricsPort: 0,
      metricsHost: '127.0.0.1',
      sinkConnections: NO_CONNECTIONS,
      limitUser: null,
      receiptKeys: receiptKeysOf(newReceiptKey())!,
      limitIp: null,
      tokens: new SecretTokens(SECRET, { audience: 'axon', issuer: null, userClaim: 'sub' }),
      log: new ServeLog({ format: 'json', target: { write } }),
      ...more,
      ...(admin && { admin: { ...admin, databaseUrl: url } }),
    })
    try {
      return await work(new ShopService(database, service, lines, url))
    } finally {
      await service.close()
      await database.close()
    }
  })
}
