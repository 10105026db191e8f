import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { createApiKey } from '../../../src/operations/keys/create-api-key.ts'
import { revokeApiKey } from '../../../src/operations/keys/revoke-api-key.ts'
import { type KeyRole, readApiKeys } from '../../../src/reads/identity/api-keys.ts'
import type { Reply, ShopService } from '../shop-service.ts'

/** A service with admin pages of its own, of this machine. */
export const ADMIN = { admin: { host: '127.0.0.1', port: 0, origin: null, hasOnceLink: false } } as const

const AUTHOR = { by: 'test', atMs: Date.UTC(2026, 0, 1) }

/** A key of its own; those of one name, as names are not shared, take each other's place. */
export async function keyOf(
  { database }: ShopService,
  role: KeyRole,
  name: string = `${role} ${randomUUID()}`,
): Promise<{ readonly id: number; readonly key: string }> {
  const before = await readApiKeys(database.query, database.dialect)
  for (const old of before) if (old.name === name) await revokeApiKey(database, old.id, AUTHOR)
  return (await createApiKey(database, { name, role, expiresAt: null }, AUTHOR))!
}

export interface Asked {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** Somebody who asks the admin listener, with headers of his choice: `Host` too. */
export class Operator {
  readonly #url: string
  readonly #headers: Readonly<Record<string, string>>

  constructor({ admin }: ShopService, headers: Readonly<Record<string, string>> = {}) {
    this.#url = admin!.url
    this.#headers = headers
  }

  static withKey(service: ShopService, key: string): Operator {
    return new Operator(service, { authorization: `Bearer ${key}` })
  }

  /** Signed in, as a page is. */
  static async signedIn(service: ShopService, key: string): Promise<Operator & { readonly session: Reply }> {
    const session = await new Operator(service).ask('POST', '/admin/v1/session', { body: { key } })
    const cookie = session.headers.get('set-cookie')!.split(';', 1)[0]!
    const page = new Operator(service, { cookie, 'x-csrf-token': session.body.csrfToken })
    return Object.assign(page, { session })
  }

  ask(method: string, path: string, { body, headers }: Asked = {}): Promise<Reply> {
    const sent = {
      ...this.#headers,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    }
    return new Promise((resolve, reject) => {
      const asking = request(this.#url + path, { method, headers: sent }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString()
          const isJson = response.headers['content-type']?.includes('json') && text !== ''
          const got = new Headers()
          for (const [name, value] of Object.entries(response.headers)) got.set(name, String(value))
          resolve({ status: response.statusCode!, headers: got, body: isJson ? JSON.parse(text) : text })
        })
      })
      asking.on('error', reject)
      asking.end(body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body))
    })
  }
}
