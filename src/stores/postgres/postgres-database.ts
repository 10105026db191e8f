import { setTimeout as wait } from 'node:timers/promises'
import type { SQL } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import type { Pool, PoolClient } from 'pg'
import { HaltError } from '../../domain/halt-error.ts'
import type { SourcePartition } from '../../domain/message-position.ts'
import type { SourcePosition } from '../../pipeline/source-slice.ts'
import type { StoreFailure, Transaction } from '../../pipeline/store.ts'
import type { Database, Query } from '../database.ts'
import { claim } from './claim.ts'
import { position } from './claim-statements.ts'
import { type Connections, openConnections, type PostgresConnection, PROMPT } from './connection.ts'
import { postgresDialect } from './dialect.ts'
import { failureOf, haltErrorOf } from './errors.ts'
import { flush } from './flush.ts'
import { load } from './load.ts'
import { migrate, requireCurrent } from './migrate.ts'
import type { PostgresUrl } from './postgres-url.ts'
import { run } from './statements.ts'
import { inTransaction } from './transaction.ts'

const renderer = new PgDialect()

/** Axon's tables in one Postgres schema. A batch is one transaction of at most twelve statements, whatever its size. */
export class PostgresDatabase implements Database {
  readonly dialect = postgresDialect
  readonly displayUrl: string
  readonly #pipeline: Pool
  readonly #queries: Pool
  #closed: Promise<unknown> | undefined

  /** Connects, and creates or upgrades the tables. @throws HaltError that says what is wrong. */
  static async open(url: PostgresUrl, readOnly = false, isPrompt = false): Promise<PostgresDatabase> {
    const connections = openConnections(url, readOnly)
    const database = new PostgresDatabase(connections, url.displayUrl)
    try {
      await untilReady(() => (readOnly ? requireCurrent : migrate)(connections.queries, database.displayUrl))
      if (!isPrompt) return database
      await database.close()
      return new PostgresDatabase(openConnections(url, readOnly, PROMPT), url.displayUrl)
    } catch (error) {
      await database.close()
      const halt = haltErrorOf(error, database.displayUrl)
      if (halt instanceof HaltError) throw halt
      const { message } = error as Error
      const facts = { database: database.displayUrl, reason: message }
      throw new HaltError('DATABASE_NOT_OPENED', facts, { cause: error })
    }
  }

  private constructor({ pipeline, queries }: Connections, displayUrl: string) {
    this.displayUrl = displayUrl
    this.#pipeline = pipeline
    this.#queries = queries
  }

  async position({ source, partition }: SourcePartition): Promise<SourcePosition | null> {
    return this.#haltIfFatal(async () => {
      const client = await this.#pipeline.connect()
      let error: unknown
      try {
        const [row] = await run<{ nextOffset: number; fingerprint: string | null }>(client, position, [
          source,
          partition,
        ])
        return row ?? null
      } catch (thrown) {
        error = thrown
        throw thrown
      } finally {
        client.release(error !== undefined)
      }
    })
  }

  async transact({ slices, needed, decide, dryRun, beforeCommit }: Transaction): Promise<void> {
    const work = async (client: PostgresConnection): Promise<boolean> => {
      const sourceIds = await claim(client, slices)
      const { changes } = decide(await load(client, needed, sourceIds))
      await flush(client, changes, sourceIds)
      if (!dryRun) beforeCommit?.()
      return !dryRun
    }
    await this.#haltIfFatal(() => inTransaction(this.#pipeline, work))
  }

  failureOf(error: unknown): StoreFailure {
    return failureOf(error)
  }

  readonly query: Query = async <Row>(statement: SQL) => {
    try {
      return await queryOn(this.#queries)<Row>(statement)
    } catch (error) {
      throw haltErrorOf(error, this.displayUrl)
    }
  }

  async transaction<T>(work: (query: Query) => Promise<T>): Promise<T> {
    let result: T
    try {
      await inTransaction(this.#queries, async (client) => {
        result = await work(queryOn(client))
        return true
      })
      return result!
    } catch (error) {
      throw haltErrorOf(error, this.displayUrl)
    }
  }

  async close(): Promise<void> {
    this.#closed ??= Promise.all([this.#pipeline.end(), this.#queries.end()])
    await this.#closed
  }

  async #haltIfFatal<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw failureOf(error) === 'fatal' ? haltErrorOf(error, this.displayUrl) : error
    }
  }
}

function queryOn(connection: Pool | PoolClient): Query {
  return async <Row>(statement: SQL) => {
    const { sql, params } = renderer.sqlToQuery(statement)
    const { rows } = await connection.query(sql, params)
    return rows as Row[]
  }
}

/** Servers that start up, or have no connection left right now, get a moment; five seconds in all. */
async function untilReady(work: () => Promise<void>): Promise<void> {
  for (const delayMs of [200, 400, 800, 1_600, 2_000]) {
    try {
      return await work()
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException
      if (!['57P03', '53300'].includes(code)) throw error
      await wait(delayMs)
    }
  }
  return work()
}
