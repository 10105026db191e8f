import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { createTestDatabase } from '../../../services/test-database.ts'
import { waitUntil } from '../../../services/wait-until.ts'
import type { Columns, OldDatabase } from './old-database.ts'

const BACKEND_ENDS_WITHIN_MS = 60_000

export class OldPostgres implements OldDatabase {
  readonly url: string
  readonly #adminUrl: string
  readonly #drop: () => Promise<void>

  private constructor(adminUrl: string, { url, drop }: { url: string; drop(): Promise<void> }) {
    this.#adminUrl = adminUrl
    this.url = url
    this.#drop = drop
  }

  static async make(adminUrl: string, statements: readonly string[]): Promise<OldPostgres> {
    const database = new OldPostgres(adminUrl, await createTestDatabase(adminUrl))
    await database.#with(database.url, async (client) => {
      await client.query('BEGIN')
      for (const statement of statements) await client.query(statement)
      await client.query('COMMIT')
      await client.query('VACUUM ANALYZE')
    })
    return database
  }

  async copy(): Promise<OldPostgres> {
    return new OldPostgres(this.#adminUrl, await createTestDatabase(this.#adminUrl, this.#name))
  }

  async newestMigration(): Promise<number> {
    const [row] = await this.rows('SELECT max(created_at)::float8 AS newest FROM axon_migrations')
    return row!.newest as number
  }

  /** Who upgrades holds an advisory lock. */
  async untilUpgrading(isOver: () => boolean): Promise<boolean> {
    return this.#with(this.#adminUrl, async (client) => {
      while (!isOver()) {
        const { rowCount } = await client.query(
          `SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = database
           WHERE datname = $1 AND locktype = 'advisory' AND granted`,
          [this.#name],
        )
        if (rowCount) return true
        await wait(1)
      }
      return false
    })
  }

  /** The server goes on with a statement until it has an answer to send. */
  async afterKill(): Promise<void> {
    await this.#with(this.#adminUrl, async (client) => {
      const connected = 'SELECT 1 FROM pg_stat_activity WHERE datname = $1'
      const isAlone = async () => (await client.query(connected, [this.#name])).rowCount === 0
      if (!(await waitUntil(isAlone, BACKEND_ENDS_WITHIN_MS)))
        throw new Error('a connection of a killed process stays')
    })
  }

  async columns(): Promise<Columns> {
    const rows = await this.rows(
      `SELECT table_name AS table, json_agg(column_name ORDER BY ordinal_position) AS columns
       FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'axon_migrations' GROUP BY table_name`,
    )
    return Object.fromEntries(rows.map(({ table, columns }) => [table, columns as string[]]))
  }

  /** The sum of the rows' hashes. */
  async fingerprint(columns: Columns): Promise<Record<string, string>> {
    const fingerprints: Record<string, string> = {}
    for (const [table, names] of Object.entries(columns)) {
      const [row] = await this.rows(
        `SELECT count(*) || ' rows, ' || coalesce(sum(hashtextextended(ROW(${names.map((name) => `"${name}"`).join()})::text, 0)), 0)
         AS fingerprint FROM ${table}`,
      )
      fingerprints[table] = row!.fingerprint as string
    }
    return fingerprints
  }

  async rows(query: string): Promise<Record<string, unknown>[]> {
    return this.#with(this.url, async (client) => (await client.query(query)).rows)
  }

  /** With the server's log, in which all of the server's databases write. */
  async bytes(): Promise<number> {
    const [row] = await this.#with(this.#adminUrl, async (client) => {
      const query = `SELECT (pg_database_size($1) + (SELECT sum(size) FROM pg_ls_waldir()))::float8 AS bytes`
      return (await client.query(query, [this.#name])).rows
    })
    return row.bytes
  }

  async close(): Promise<void> {
    await this.#drop()
  }

  get #name(): string {
    return new URL(this.url).pathname.slice(1)
  }

  async #with<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client(url)
    await client.connect()
    try {
      return await work(client)
    } finally {
      await client.end()
    }
  }
}
