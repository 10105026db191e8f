import type { Worker } from 'node:worker_threads'
import BetterSqlite3 from 'better-sqlite3'
import { type SQL, sql } from 'drizzle-orm/sql'
import { Turns } from '../../../pipeline/commit/turns.ts'
import type { SourcePosition } from '../../../pipeline/source-slice.ts'
import type { StoreFailure } from '../../../pipeline/store.ts'
import { startThread } from '../../../start-thread.ts'
import type { Database, Query } from '../../database.ts'
import { renderSql, sqliteParameter } from '../../render-sql.ts'
import { sqliteDialect } from '../dialect.ts'
import { failureOf, haltErrorOf } from '../errors.ts'
import type { SqliteUrl } from '../sqlite-url.ts'
import type { Asked, ReaderStart, Replied } from './reader-messages.ts'

interface Waiting {
  readonly resolve: (rows: unknown[]) => void
  readonly reject: (error: unknown) => void
}

/**
 * A SQLite file that is only read, in a thread of its own: the driver is synchronous, and what people want to see of a large sale takes
 * longer than the event loop may stand still. The thread starts with the first question.
 */
export class SqliteReader implements Database {
  readonly dialect = sqliteDialect
  readonly displayUrl: string
  readonly #path: string
  readonly #waiting = new Map<number, Waiting>()
  readonly #snapshots = new Turns()
  #thread: Worker | null = null
  #nextId = 0

  constructor({ path, displayUrl }: SqliteUrl) {
    this.#path = path
    this.displayUrl = displayUrl
  }

  readonly query: Query = <Row>(statement: SQL) => {
    const { sql: text, params } = renderSql(statement, sqliteParameter)
    const id = this.#nextId
    this.#nextId += 1
    return new Promise<Row[]>((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (rows: unknown[]) => void, reject })
      this.#thread ??= this.#start()
      this.#thread.postMessage({ id, text, parameters: params } satisfies Asked)
    })
  }

  snapshot<T>(work: (query: Query) => Promise<T>): Promise<T> {
    return this.#snapshots.take(async () => {
      await this.query(sql`BEGIN DEFERRED`)
      try {
        return await work(this.query)
      } finally {
        await this.query(sql`ROLLBACK`)
      }
    })
  }

  failureOf(error: unknown): StoreFailure {
    return failureOf(error)
  }

  async transaction(): Promise<never> {
    throw new Error('this database is only read')
  }

  async transact(): Promise<never> {
    throw new Error('this database is only read')
  }

  async position(): Promise<SourcePosition | null> {
    throw new Error('this database is only read')
  }

  async close(): Promise<void> {
    await this.#thread?.terminate()
  }

  #start(): Worker {
    const thread = startThread('reader-thread', import.meta.url, {
      workerData: { path: this.#path } satisfies ReaderStart,
    })
    thread.unref()
    thread.on('message', (replied: Replied) => this.#hear(replied))
    // What it was asked is not answered; the next question starts another one.
    const ended = (error: Error): void => {
      if (this.#thread !== thread) return
      this.#thread = null
      for (const { reject } of this.#waiting.values()) reject(error)
      this.#waiting.clear()
    }
    thread.once('error', ended)
    thread.once('exit', () =>
      ended(new BetterSqlite3.SqliteError('the thread that reads has ended', 'SQLITE_IOERR')),
    )
    return thread
  }

  #hear(replied: Replied): void {
    const waiting = this.#waiting.get(replied.id)
    this.#waiting.delete(replied.id)
    if ('rows' in replied) waiting?.resolve(replied.rows.map(withBuffers))
    else {
      const error = new BetterSqlite3.SqliteError(replied.message, replied.code)
      waiting?.reject(haltErrorOf(error, this.#path))
    }
  }
}

/** Bytes cross as plain arrays. */
function withBuffers(row: Readonly<Record<string, unknown>>): object {
  const isPlain = !Object.values(row).some((value) => value instanceof Uint8Array)
  if (isPlain) return row
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value,
    ]),
  )
}
