import { sql } from 'drizzle-orm/sql'
import { chunksOf } from '../../reads/chunks-of.ts'
import type { Query } from '../../stores/database.ts'
import type { Dialect } from '../../stores/dialect.ts'
import type { Change } from './change.ts'

/** Rows per statement. */
const CHUNK_ROWS = 500

const COLUMNS = ['changed_at', 'changed_by', 'action', 'subject', 'subject_id', 'before', 'after']

/** Who changes something, and when. */
export interface Author {
  /** As the log shows it: `cli:kim`, `key:3:kim`. */
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
  for (const chunk of chunksOf(changes, CHUNK_ROWS)) {
    const rows = chunk.map((change) => rowOf(change, dialect, { by, atMs }))
    await query(sql`
      INSERT INTO changes (${sql.raw(COLUMNS.join(', '))})
      ${dialect.selectRows('changes', COLUMNS, `[${rows.join(',')}]`)}`)
  }
}

function rowOf(
  { action, subject, subjectId, before, after }: Change,
  dialect: Dialect,
  { by, atMs }: Author,
): string {
  const json = (value: unknown) => (value === null ? 'null' : dialect.jsonInJson(JSON.stringify(value)))
  const values = [
    ...[dialect.instantInJson(atMs), JSON.stringify(by), JSON.stringify(action), JSON.stringify(subject)],
    ...[JSON.stringify(subjectId), json(before), json(after)],
  ]
  return `{${COLUMNS.map((column, index) => `"${column}":${values[index]}`).join(',')}}`
}
