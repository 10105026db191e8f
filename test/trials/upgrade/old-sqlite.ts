import { createHash, randomBytes } from 'node:crypto'
import { copyFileSync, existsSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import SqliteDriver from 'better-sqlite3'
import type { Columns, OldDatabase } from './old-database.ts'

const LOGS = ['', '-wal', '-shm']

export class OldSqlite implements OldDatabase {
  readonly url: string
  readonly #path: string

  private constructor(path: string) {
    this.#path = path
    this.url = `sqlite:${path}`
  }

  static make(folder: string, statements: readonly string[]): OldSqlite {
    const database = new OldSqlite(join(folder, 'old.db'))
    database.#with((connection) => {
      connection.pragma('journal_mode = WAL')
      connection.transaction(() => {
        for (const statement of statements) connection.exec(statement)
      })()
    })
    return database
  }

  async copy(): Promise<OldSqlite> {
    const copy = new OldSqlite(this.#anotherPath())
    copyFileSync(this.#path, copy.#path)
    return copy
  }

  /** Asked of a copy: nobody but the program is to open what a kill has left. */
  async newestMigration(): Promise<number> {
    const copy = new OldSqlite(this.#anotherPath())
    for (const end of LOGS) if (existsSync(this.#path + end)) copyFileSync(this.#path + end, copy.#path + end)
    const [row] = await copy.rows('SELECT max(created_at) AS newest FROM axon_migrations')
    await copy.close()
    return row!.newest as number
  }

  /** Who upgrades holds the lock of the writer. */
  async untilUpgrading(isOver: () => boolean): Promise<boolean> {
    const connection = new SqliteDriver(this.#path, { timeout: 0 })
    try {
      while (!isOver()) {
        connection.exec('BEGIN IMMEDIATE; ROLLBACK')
        await setImmediate()
      }
      return false
    } catch (error) {
      if ((error as { code?: string }).code === 'SQLITE_BUSY') return true
      throw error
    } finally {
      connection.close()
    }
  }

  async afterKill(): Promise<void> {}

  async columns(): Promise<Columns> {
    const rows = await this.rows(
      `SELECT main.name AS "table", json_group_array(of.name) AS columns
       FROM sqlite_schema AS main JOIN pragma_table_info(main.name) AS of
       WHERE main.type = 'table' AND main.name <> 'axon_migrations' GROUP BY main.name`,
    )
    return Object.fromEntries(rows.map(({ table, columns }) => [table, JSON.parse(columns as string)]))
  }

  async fingerprint(columns: Columns): Promise<Record<string, string>> {
    return this.#with((connection) =>
      Object.fromEntries(
        Object.entries(columns).map(([table, names]) => {
          const all = names.map((name) => `"${name}"`).join()
          const select = connection.prepare<[], { line: string }>(
            `SELECT concat_ws(char(31), ${names.map((name) => `quote("${name}")`).join()}) AS line FROM ${table} ORDER BY ${all}`,
          )
          const hash = createHash('sha256')
          let count = 0
          for (const { line } of select.iterate()) {
            hash.update(`${line}\n`)
            count += 1
          }
          return [table, `${count} rows, ${hash.digest('hex')}`]
        }),
      ),
    )
  }

  async rows(query: string): Promise<Record<string, unknown>[]> {
    return this.#with((connection) => connection.prepare<[], Record<string, unknown>>(query).all())
  }

  async bytes(): Promise<number> {
    return LOGS.map((end) => statSync(this.#path + end, { throwIfNoEntry: false })?.size ?? 0).reduce(
      (sum, size) => sum + size,
    )
  }

  async close(): Promise<void> {
    for (const end of LOGS) if (existsSync(this.#path + end)) rmSync(this.#path + end)
  }

  #anotherPath(): string {
    return join(dirname(this.#path), `${randomBytes(6).toString('hex')}.db`)
  }

  #with<T>(work: (connection: SqliteDriver.Database) => T): T {
    const connection = new SqliteDriver(this.#path)
    try {
      return work(connection)
    } finally {
      connection.close()
    }
  }
}
