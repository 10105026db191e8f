import type { SQL } from 'drizzle-orm/sql'

/** What differs between the databases in SQL that is otherwise the same. */
export interface Dialect {
  readonly name: 'sqlite' | 'postgres'
  /** A stored instant, read as epoch milliseconds. */
  epochMs(column: SQL): SQL
  /** Epoch milliseconds (or null), as stored. */
  instant(epochMs: number | null): SQL
  /** JSON text, as stored. */
  json(text: string): SQL
  /**
   * Selects these columns of rows that are given as a JSON array of objects, by column. Values as in JSON, but for those of
   * {@link instantInJson} and {@link jsonInJson}.
   */
  selectRows(table: string, columns: readonly string[], json: string): SQL
  /** Epoch milliseconds (or null) in the JSON of {@link selectRows}. */
  instantInJson(epochMs: number | null): string
  /** JSON text in the JSON of {@link selectRows}. */
  jsonInJson(text: string): string
}
