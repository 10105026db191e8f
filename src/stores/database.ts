import type { SQL } from 'drizzle-orm/sql'
import type { Store } from '../pipeline/store.ts'
import type { Dialect } from './dialect.ts'
import type { RowShape } from './rows/row-shape.ts'

/**
 * Runs one statement and answers with its rows, which look as the shape says. Integers come as numbers, instants only through
 * {@link Dialect.epochMs}.
 */
export type Query = <Row>(statement: SQL, shape?: RowShape<Row>) => Promise<Row[]>

/** An open database with Axon's tables: the store of the pipeline, and plain SQL for the commands that operators use. */
export interface Database extends Store {
  readonly dialect: Dialect
  /** As the user may see it: without password. */
  readonly displayUrl: string
  readonly query: Query
  /** All of what `work` does, or nothing. On SQLite one at a time, and none while the pipeline runs on the same connection. */
  transaction<T>(work: (query: Query) => Promise<T>): Promise<T>
  /**
   * Queries that all see the database as it is at one moment, whatever other processes write meanwhile. Takes no lock that a writer would
   * wait for. On SQLite one after the other, and none while the pipeline runs on the same connection.
   */
  snapshot<T>(work: (query: Query) => Promise<T>): Promise<T>
  close(): Promise<void>
}
