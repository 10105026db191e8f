import { createApiKey } from '../../src/operations/keys/create-api-key.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { ended, serveProcess } from '../sale/serve-process.ts'

const SECRET = 'a secret of 32 bytes, for benches only'

/** An `axon serve` of the built program with its admin page, and a key that opens it. */
export class AdminService {
  readonly adminUrl: string
  readonly key: string
  readonly pid: number
  readonly #stop: () => Promise<void>

  /** The database must have its tables. */
  static async start(databaseUrl: string): Promise<AdminService> {
    const database = await openDatabase(databaseUrl)
    const asked = { name: 'bench', role: 'admin', expiresAt: null } as const
    const by = { by: 'bench', atMs: Date.now() }
    const { key } = (await createApiKey(database, asked, by).finally(() => database.close()))!
    const { child, adminUrl } = await serveProcess(databaseUrl, SECRET, 0, ['--admin-port', '0'])
    return new AdminService(new URL('/admin/', adminUrl!).href, key, child.pid!, () => ended(child))
  }

  private constructor(adminUrl: string, key: string, pid: number, stop: () => Promise<void>) {
    this.adminUrl = adminUrl
    this.key = key
    this.pid = pid
    this.#stop = stop
  }

  stop(): Promise<void> {
    return this.#stop()
  }

  /** What a GET of the admin API answers, and how long that took, ms. */
  async timed(path: string): Promise<{ readonly ms: number; readonly body: unknown }> {
    const startedAt = performance.now()
    const answer = await fetch(`${this.adminUrl}v1/${path}`, {
      headers: { authorization: `Bearer ${this.key}` },
    })
    const body: unknown = await answer.json()
    const ms = performance.now() - startedAt
    if (!answer.ok) throw new Error(`GET ${path}: ${answer.status}`)
    return { ms, body }
  }
}
