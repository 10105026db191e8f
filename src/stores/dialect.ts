import type { SQL } from 'drizzle-orm'

/** What differs between the databases in SQL that is otherwise the same. */
export interface Dialect {
  readonly name: 'sqlite' | 'postgres'
  /** A stored instant, read as epoch milliseconds. */
  epochMs(column: SQL): SQL
  /** Epoch milliseconds (or null), as stored. */
  instant(epochMs: number | null): SQL
  /** JSON text, as stored. */
  json(text: string): SQL
}
