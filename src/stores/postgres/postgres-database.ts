import { setTimeout as wait } from 'node:timers/promises'
import { type SQL, sql } from 'drizzle-orm/sql'
import { HaltError } from '../../domain/halt-error.ts'
import type { SourcePartition } from '../../domain/message-position.ts'
import type { SourcePosition } from '../../pipeline/source-slice.ts'
import type { StoreFailure, Transaction } from '../../pipeline/store.ts'
import type { Database, Query } from '../database.ts'
import type { OpenOptions } from '../open-options.ts'
import { postgresParameter, renderSql } from '../render-sql.ts'
import { allEnded } from './all-ended.ts'
import { claim } from './claim.ts'
import { position } from './claim-statements.ts'
import {
  type Connections,
  openConnections,
  type PostgresConnection,
  PROMPT,
  type Sessions,
} from './connection.ts'
import { postgresDialect } from './dialect.ts'
import { failureOf, haltErrorOf } from './errors.ts'
import { flushParts, MESSAGES_OF_A_PART } from './flush-parts.ts'
import { load } from './load.ts'
import { migrate, requireCurrent } from './migrate.ts'
import type { PostgresUrl } from './postgres-url.ts'
import { checkServer } from './session/check-server.ts'
import { closerLook } from './session/closer-look.ts'
import type { Tls } from './session/tls-attempts.ts'
import { run } from './statements.ts'
import { type Ending, inTransaction, KEPT } from './transaction.ts'

/** Axon's tables in one Postgres schema. A batch is one transaction of at most eleven statements, and two more for each further part of it. */
export class PostgresDatabase implements Database {
  readonly dialect = postgresDialect
  readonly displayUrl: string
  readonly #pipeline: Sessions
  readonly #queries: Sessions
  #closed: Promise<unknown> | undefined

  /** Connects, and creates or upgrades the tables. @throws HaltError that says what is wrong. */
  static async open(
    url: PostgresUrl,
    { readOnly = false, isPrompt = false }: OpenOptions = {},
  ): Promise<PostgresDatabase> {
    try {
      const { database, tls } = await untilReady(() =>
        firstAccepted(url, async (tls) => ({
          database: await PostgresDatabase.#prepared(url, readOnly, tls),
          tls,
        })),
      )
      if (!isPrompt) return database
      await database.close()
      return new PostgresDatabase(openConnections(url, { readOnly, tls, patience: PROMPT }), url.displayUrl)
    } catch (error) {
      throw openingHalt(error, url)
    }
  }

  /** Looks at the server, and makes the tables. */
  static async #prepared(url: PostgresUrl, readOnly: boolean, tls: Tls): Promise<PostgresDatabase> {
    const { displayUrl } = url
    const database = new PostgresDatabase(openConnections(url, { readOnly, tls }), displayUrl)
    try {
      await checkServer(database.#queries, displayUrl)
      await (readOnly ? requireCurrent : migrate)(database.#queries, displayUrl)
      return database
    } catch (error) {
      const found = await closerLook(error, database.#queries, displayUrl)
      await database.close()
      throw found
    }
  }

  private constructor({ pipeline, queries }: Connections, displayUrl: string) {
    this.displayUrl = displayUrl
    this.#pipeline = pipeline
    this.#queries = queries
  }

  async position({ source, partition }: SourcePartition): Promise<SourcePosition | null> {
    let stored: SourcePosition | undefined
    await this.#inPipeline(async (client) => {
      const rows = await run<{ nextOffset: number; fingerprint: string | null }>(client, position, [
        source,
        partition,
      ])
      stored = rows[0]
      return KEPT
    })
    return stored ?? null
  }

  async transact({ slices, needed, decide, dryRun, beforeCommit }: Transaction): Promise<void> {
    await this.#inPipeline(async (client) => {
      const claiming = claim(client, slices)
      const [sourceIds, rows] = await allEnded([claiming, load(client, needed, claiming)])
      const { sent, last } = await flushParts(client, decide(rows, MESSAGES_OF_A_PART), sourceIds)
      if (!dryRun) beforeCommit?.()
      return { isKept: !dryRun, sent, last }
    })
  }

  failureOf(error: unknown): StoreFailure {
    return failureOf(error)
  }

  readonly query: Query = <Row>(statement: SQL) => this.transaction((query) => query<Row>(statement))

  snapshot<T>(work: (query: Query) => Promise<T>): Promise<T> {
    return this.transaction(async (query) => {
      await query(sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY`)
      return work(query)
    })
  }

  async transaction<T>(work: (query: Query) => Promise<T>): Promise<T> {
    let result: T
    try {
      await inTransaction(this.#queries, async (client) => {
        result = await work(queryOn(client))
        return KEPT
      })
      return result!
    } catch (error) {
      throw haltErrorOf(await closerLook(error, this.#queries, this.displayUrl), this.displayUrl)
    }
  }

  async close(): Promise<void> {
    this.#closed ??= Promise.all([this.#pipeline.pool.end(), this.#queries.pool.end()])
    await this.#closed
  }

  async #inPipeline(work: (client: PostgresConnection) => Promise<Ending>): Promise<void> {
    try {
      await inTransaction(this.#pipeline, work)
    } catch (error) {
      const found = await closerLook(error, this.#queries, this.displayUrl)
      throw failureOf(found) === 'fatal' ? haltErrorOf(found, this.displayUrl) : found
    }
  }
}

function queryOn(connection: PostgresConnection): Query {
  return async <Row>(statement: SQL) => {
    const { sql: text, params } = renderSql(statement, postgresParameter)
    const { rows } = await connection.query(text, params)
    return rows as Row[]
  }
}

/** Refusals of settings that the URL asks for: unknown, not to be set any more, or with a wrong value. */
const SETTING_REFUSED = ['22023', '22P02', '42602', '42704', '55P02']

/** The `search_path` names none that exists. */
const NO_SCHEMA = '3F000'

function openingHalt(error: unknown, url: PostgresUrl): HaltError {
  const { code = '', message } = error as NodeJS.ErrnoException
  if (url.settings.size > 0 && SETTING_REFUSED.includes(code)) {
    const problem = `the database URL (postgres://…) can't be used: the server refuses a setting of it: ${message}`
    return new HaltError('DATABASE_URL_UNUSABLE', { problem }, { cause: error })
  }
  const searchPath = url.settings.get('search_path')
  if (code === NO_SCHEMA && searchPath !== undefined) {
    const problem = `there is no schema to create tables in: create the schema ${searchPath}, or name another one`
    const facts = { database: url.displayUrl, problem, found: `${code}: ${message}` }
    return new HaltError('DATABASE_UNUSABLE', facts, { cause: error })
  }
  const halt = haltErrorOf(error, url.displayUrl)
  if (halt instanceof HaltError) return halt
  const facts = { database: url.displayUrl, reason: message }
  return new HaltError('DATABASE_NOT_OPENED', facts, { cause: error })
}

/** `work` by the first way to connect that the server takes, of those that the URL allows. */
async function firstAccepted<T>(url: PostgresUrl, work: (tls: Tls) => Promise<T>): Promise<T> {
  const [first = false, ...others] = url.tls
  try {
    return await work(first)
  } catch (error) {
    const [other] = others
    if (other === undefined || !isTlsRefused(error)) throw error
    return work(other)
  }
}

/** There is no TLS, or pg_hba.conf demands the other way. */
function isTlsRefused(error: unknown): boolean {
  const { code, message = '' } = (error ?? {}) as NodeJS.ErrnoException
  return (
    code === '28000' || /does not support SSL|SSL connection|^(ERR_SSL|EPROTO)/i.test(`${code} ${message}`)
  )
}

/** Servers that start up, or have no connection left right now, get a moment; five seconds in all. */
async function untilReady<T>(work: () => Promise<T>): Promise<T> {
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
