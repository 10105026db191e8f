import { SignJWT } from 'jose'
import { type Dispatcher, request as send } from 'undici'
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

export interface AskOptions {
  /** Who asks, by his token. */
  readonly user?: number
  /** In lower case. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
  readonly signal?: AbortSignal
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

  async ask(method: string, path: string, request: AskOptions = {}): Promise<Reply> {
    const headers = {
      'user-agent': 'a test',
      ...(request.body !== undefined && { 'content-type': 'application/json' }),
      ...(request.user !== undefined && { authorization: `Bearer ${await this.#tokenOf(request.user)}` }),
      ...request.headers,
    }
    // A third of what fetch costs, which tests of thousands of requests feel.
    const answer = await send(this.url + path, {
      method: method as Dispatcher.HttpMethod,
      headers,
      ...(request.body !== undefined && { body: request.body }),
      ...(request.signal !== undefined && { signal: request.signal }),
    })
    const text = await answer.body.text()
    const isJson = String(answer.headers['content-type']).includes('json')
    return {
      status: answer.statusCode,
      get headers() {
        return headersOf(answer.headers)
      },
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

function headersOf(received: Dispatcher.ResponseData['headers']): Headers {
  const headers = new Headers()
  for (const [name, values] of Object.entries(received))
    for (const value of [values ?? []].flat()) headers.append(name, value)
  return headers
}
