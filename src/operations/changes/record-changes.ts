import { sql } from 'drizzle-orm'
import type { Query } from '../../stores/database.ts'
import type { Dialect } from '../../stores/dialect.ts'
import { chunksOf } from '../seed/chunks-of.ts'
import type { Change } from './change.ts'

/** Rows per statement: each value is a parameter. */
const CHUNK_ROWS = 500

/** Who changes something, and when. */
export interface Author {
  /** As the log shows it: `cli:kim`, `key:shop`. */
  readonly by: string
  /** Epoch ms. */
  readonly atMs: number
}

/** Adds to the log of changes, in the transaction of the changes themselves. */
export async function recordChanges(
  query: Query,
  dialect: Dialect,
  { by, atMs }: Author,
  changes: readonly Change[],
): Promise<void> {
  const json = (value: unknown) => (value === null ? sql`NULL` : dialect.json(JSON.stringify(value)))
  for (const chunk of chunksOf(changes, CHUNK_ROWS)) {
    const rows = chunk.map(
      ({ action, subject, subjectId, before, after }) =>
        sql`(${dialect.instant(atMs)}, ${by}, ${action}, ${subject}, ${subjectId}, ${json(before)}, ${json(after)})`,
    )
    await query(sql`
      INSERT INTO changes (changed_at, changed_by, action, subject, subject_id, before, after)
      VALUES ${sql.join(rows, sql`, `)}`)
  }
}
