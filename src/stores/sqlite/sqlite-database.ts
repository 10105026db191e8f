import { existsSync } from 'node:fs'
import type { Statement } from 'better-sqlite3'
import { type SQL, sql } from 'drizzle-orm/sql'
import type { SourcePartition } from '../../domain/message-position.ts'
import { Turns } from '../../pipeline/commit/turns.ts'
import type { SourcePosition } from '../../pipeline/source-slice.ts'
import type { StoreFailure, Transaction } from '../../pipeline/store.ts'
import type { Database, Query } from '../database.ts'
import type { OpenOptions } from '../open-options.ts'
import { renderSql, sqliteParameter } from '../render-sql.ts'
import { claim } from './claim.ts'
import { openConnection, type SqliteConnection } from './connection.ts'
import { sqliteDialect } from './dialect.ts'
import { failureOf, haltErrorOf, isNotWritable } from './errors.ts'
import { FileGuard } from './file-guard.ts'
import { flush } from './flush.ts'
import { load } from './load.ts'
import { migrate, requireCurrent } from './migrate.ts'
import { openCopy } from './open-copy.ts'
import type { SqliteUrl } from './sqlite-url.ts'
import { prepareStatements, type Statements } from './statements.ts'
import { inTransaction, type Session } from './transaction.ts'

/** Page cache of a service: its batches are small, and seldom come back to a page that an earlier one has read (docs/performance.md). */
const PROMPT_CACHE_KIB = 16 * 1024

/** More texts than a service has; some are made of what somebody asks. */
const MOST_PREPARED = 100

/** Axon's tables in one SQLite file. The driver is synchronous: a transaction never spans an await of the hot path. */
export class SqliteDatabase implements Database {
  readonly dialect = sqliteDialect
  readonly displayUrl: string
  readonly #connection: SqliteConnection
  readonly #statements: Statements
  readonly #session: Session
  readonly #isBulk: boolean
  readonly #snapshots = new Turns()
  /** Of {@link query}, by their text. */
  readonly #prepared = new Map<string, Statement>()

  /** Opens the file, and creates or upgrades the tables. @throws HaltError that says what is wrong with it. */
  static open(url: SqliteUrl, options: OpenOptions = {}): SqliteDatabase {
    const connection = openConnection(url, options)
    try {
      if (options.readOnly) requireCurrent(connection)
      else migrate(connection)
      if (options.isPrompt) {
        // The driver is synchronous: whoever waits here for another process's lock keeps the event loop from all else.
        connection.pragma('busy_timeout = 0')
        connection.pragma(`cache_size = -${PROMPT_CACHE_KIB}`)
      }
      return new SqliteDatabase(url.displayUrl, connection, options.isBulk)
    } catch (error) {
      connection.close()
      throw haltErrorOf(error, connection.name)
    }
  }

  /** As {@link open}, and a file that may not be written is read as it is. @throws HaltError that says what is wrong with it. */
  static openToRead(url: SqliteUrl): SqliteDatabase {
    const opened = [() => SqliteDatabase.open(url), () => SqliteDatabase.open(url, { readOnly: true })]
    let refusal: unknown
    for (const open of opened) {
      try {
        return open()
      } catch (error) {
        if (!isNotWritable(error) || !existsSync(url.path)) throw error
        refusal ??= error
      }
    }
    let copy: SqliteConnection | null = null
    try {
      copy = openCopy(url.path)
      if (!copy) throw refusal
      requireCurrent(copy)
      return new SqliteDatabase(url.displayUrl, copy)
    } catch (error) {
      copy?.close()
      throw haltErrorOf(error, url.path)
    }
  }

  private constructor(displayUrl: string, connection: SqliteConnection, isBulk = false) {
    this.displayUrl = displayUrl
    this.#isBulk = isBulk
    this.#connection = connection
    this.#statements = prepareStatements(connection)
    this.#session = { connection, statements: this.#statements, guard: new FileGuard(connection) }
  }

  async position({ source, partition }: SourcePartition): Promise<SourcePosition | null> {
    return (this.#statements.position.get(source, partition) as SourcePosition | undefined) ?? null
  }

  async transact({ slices, needed, decide, dryRun, beforeCommit }: Transaction): Promise<void> {
    const work = (): boolean => {
      const sourceIds = claim(this.#connection, this.#statements, slices)
      const rows = load(this.#statements, needed, sourceIds)
      for (const changes of decide(rows)) flush(this.#statements, changes, sourceIds)
      if (!dryRun) beforeCommit?.()
      return !dryRun
    }
    try {
      inTransaction(this.#session, work)
    } catch (error) {
      throw failureOf(error) === 'fatal' ? haltErrorOf(error, this.#connection.name) : error
    }
  }

  failureOf(error: unknown): StoreFailure {
    return failureOf(error)
  }

  readonly query: Query = async <Row>(statement: SQL) => {
    const { sql: text, params } = renderSql(statement, sqliteParameter)
    try {
      const prepared = this.#prepare(text)
      if (prepared.reader) return prepared.all(...params) as Row[]
      prepared.run(...params)
      return []
    } catch (error) {
      throw haltErrorOf(error, this.#connection.name)
    }
  }

  #prepare(text: string): Statement {
    const known = this.#prepared.get(text)
    if (known) return known
    if (this.#prepared.size >= MOST_PREPARED) this.#prepared.clear()
    const prepared = this.#connection.prepare(text)
    this.#prepared.set(text, prepared)
    return prepared
  }

  async transaction<T>(work: (query: Query) => Promise<T>): Promise<T> {
    const { guard } = this.#session
    guard.check()
    try {
      this.#statements.begin.run()
      const result = await work(this.query)
      this.#statements.commit.run()
      guard.check()
      return result
    } catch (error) {
      if (this.#connection.inTransaction) this.#statements.rollback.run()
      throw haltErrorOf(error, this.#connection.name)
    }
  }

  snapshot<T>(work: (query: Query) => Promise<T>): Promise<T> {
    return this.#snapshots.take(async () => {
      // The transaction of the store takes the lock of writers; a deferred one that only reads takes none.
      await this.query(sql`BEGIN DEFERRED`)
      try {
        return await work(this.query)
      } finally {
        await this.query(sql`ROLLBACK`)
      }
    })
  }

  async close(): Promise<void> {
    try {
      // A service that has the file open would find it all to do, with a request in hand.
      if (this.#isBulk) this.#connection.pragma('wal_checkpoint(PASSIVE)')
    } catch {
      // All is committed: whoever writes next tries it again.
    } finally {
      this.#connection.close()
    }
  }
}
