import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApiKey } from '../../../src/operations/keys/create-api-key.ts'
import { seed } from '../../../src/operations/seed/seed.ts'
import { parseSeed } from '../../../src/operations/seed/seed-file.ts'
import type { KeyRole } from '../../../src/reads/identity/api-keys.ts'
import type { Database } from '../../../src/stores/database.ts'
import { openDatabase } from '../../../src/stores/open-database.ts'
import { RunningService } from '../../cli/running-service.ts'
import { replayFile, withLines } from '../../replay-lines.ts'

const AUTHOR = { by: 'test', atMs: Date.UTC(2026, 0, 1) }

/** `axon serve --dev` with its shop page and its admin page, in a folder of its own. */
export class AdminShop {
  readonly #folder: string
  readonly #databaseUrl: string
  readonly #service: RunningService

  /** `shop` is a seed; without one there is the shop of `--dev`. `lines` are messages that came before. */
  static async start(shop?: object, lines: readonly (object | string)[] = []): Promise<AdminShop> {
    const folder = await mkdtemp(join(tmpdir(), 'axon-admin-'))
    const databaseUrl = `sqlite:${join(folder, 'axon.db')}`
    if (shop) {
      await withDatabase(databaseUrl, async (database) => {
        await seed(database, parseSeed(shop, 'shop').seed, { reset: false })
        if (lines.length > 0) await withLines(lines, (file) => replayFile(database, file))
      })
    }
    const log = `file:${join(folder, 'behavior-logs')}`
    const args = ['--dev', '--admin-port', '0', '--database', databaseUrl, '--behavior-log', log]
    return new AdminShop(folder, databaseUrl, await RunningService.start(args))
  }

  private constructor(folder: string, databaseUrl: string, service: RunningService) {
    this.#folder = folder
    this.#databaseUrl = databaseUrl
    this.#service = service
  }

  /** Of the shop page. */
  get url(): string {
    return this.#service.url
  }

  /** Of the admin page, without what signs anybody in. */
  get adminUrl(): string {
    return new URL('/admin/', this.#service.listening.adminUrl!).href
  }

  /** Signs one browser in, once. */
  get onceUrl(): string {
    const [link] = /\S+\/admin\/#once=[\w-]+/.exec(this.#service.stderr) ?? []
    if (link === undefined) throw new Error(`no link in: ${this.#service.stderr}`)
    return link
  }

  keyOf(role: KeyRole, name: string = role): Promise<string> {
    return withDatabase(this.#databaseUrl, async (database) => {
      const { key } = (await createApiKey(database, { name, role, expiresAt: null }, AUTHOR))!
      return key
    })
  }

  async stop(): Promise<void> {
    await this.#service.stop()
    await rm(this.#folder, { recursive: true, force: true })
  }
}

async function withDatabase<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(url)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}
