import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { type JWTPayload, SignJWT } from 'jose'
import { createApiKey } from '../../src/operations/keys/create-api-key.ts'
import { addSite } from '../../src/operations/sites/add-site.ts'
import type { KeyRole } from '../../src/reads/identity/api-keys.ts'
import { start } from '../axon.ts'
import { ShopFolder } from '../cli/shop-folder.ts'
import { SHOP } from '../shop.ts'

export const SECRET = 'the secret of the tests: nobody else knows it, and it is long enough'

export interface ServiceOptions {
  readonly shop?: object
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

export interface Answered {
  readonly status: number
  readonly headers: Headers
  /** Null: there was none, or no JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever was answered
  readonly body: any
}

export interface Ask {
  readonly method?: string
  readonly token?: string
  readonly headers?: Readonly<Record<string, string>>
  /** A value is sent as JSON, text and bytes as they are. */
  readonly body?: unknown
}

/** `axon serve` on a shop of its own, as a user runs it. */
export class RunningService {
  readonly folder: ShopFolder
  readonly url: string
  readonly #process: ChildProcess
  readonly #ended: Promise<unknown>

  static async start({ shop = SHOP, args = [], env }: ServiceOptions = {}): Promise<RunningService> {
    const folder = await ShopFolder.create(shop)
    const identity = env ?? { AXON_JWT_SECRET: SECRET }
    const audience = args.some((arg) => arg.startsWith('--jwt-a')) ? [] : ['--jwt-audience', 'axon']
    const child = start(['serve', '--port', '0', '--json', ...audience, ...args], {
      cwd: folder.path,
      env: identity,
    })
    let stderr = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    const [line] = await Promise.race([
      once(createInterface({ input: child.stdout! }), 'line') as Promise<[string]>,
      once(child, 'exit').then(([code]) =>
        Promise.reject(new Error(`axon serve ended with ${code}: ${stderr}`)),
      ),
    ])
    return new RunningService(folder, (JSON.parse(line) as { url: string }).url, child)
  }

  private constructor(folder: ShopFolder, url: string, child: ChildProcess) {
    this.folder = folder
    this.url = url
    this.#process = child
    this.#ended = once(child, 'exit')
  }

  async ask(path: string, { method = 'GET', token, headers = {}, body }: Ask = {}): Promise<Answered> {
    const isRaw = typeof body === 'string' || Buffer.isBuffer(body)
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      redirect: 'manual',
      ...(body !== undefined && { body: isRaw ? (body as string) : JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: jsonOf(text) }
  }

  /** A request for activity 1. */
  enter(token: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Answered> {
    return this.ask('/v1/activities/1/entries', { method: 'POST', token, body, headers })
  }

  /** Sends bytes as they are on a connection of their own; what comes back until the server closes it. */
  async raw(bytes: string | Buffer | readonly (string | Buffer)[]): Promise<string> {
    const { hostname, port } = new URL(this.url)
    const socket = connect(Number(port), hostname)
    let received = ''
    socket.setEncoding('utf8').on('data', (text: string) => {
      received += text
    })
    socket.on('error', () => {}) // the server may close while bytes are still under way
    for (const some of [bytes].flat()) socket.write(some)
    await new Promise((resolve) => socket.once('close', resolve))
    return received
  }

  async makeKey(role: KeyRole): Promise<{ readonly id: number; readonly key: string }> {
    return this.folder.withDatabase(async (database) => {
      const author = { by: 'test', atMs: Date.now() }
      return (await createApiKey(
        database,
        { name: `${role} ${randomUUID()}`, role, expiresAt: null },
        author,
      ))!
    })
  }

  async addSite(...origins: string[]): Promise<void> {
    await this.folder.withDatabase((database) =>
      addSite(database, { name: 'shop', origins }, { by: 'test', atMs: Date.now() }),
    )
  }

  signal(signal: NodeJS.Signals): void {
    this.#process.kill(signal)
  }

  /** Waits for the end of the process, whatever ends it; answers with the exit code. */
  async ended(): Promise<number | null> {
    await this.#ended
    return this.#process.exitCode
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode === null) this.signal('SIGTERM')
    await this.ended()
    await this.folder.remove()
  }
}

/** A token of a user, good for ten minutes unless the claims say otherwise. */
export function tokenOf(userId: number | string, claims: JWTPayload = {}, secret = SECRET): Promise<string> {
  const now = Math.floor(Date.now() / 1_000)
  return new SignJWT({ sub: String(userId), aud: 'axon', iat: now, exp: now + 600, ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(Buffer.from(secret))
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
