import { sql } from 'drizzle-orm/sql'
import type { Query } from '../../stores/database.ts'
import type { Dialect } from '../../stores/dialect.ts'
import { ID, INSTANT, JSON_TEXT, nullable, TEXT } from '../../stores/rows/row-kind.ts'
import { rowShape } from '../../stores/rows/row-shape.ts'
import { holdsText } from '../holds-text.ts'

/** One entry of the log of changes: who did what to which thing, when (epoch ms), and from what to what. */
export interface LoggedChange {
  readonly id: number
  readonly changedAt: number
  readonly changedBy: string
  readonly action: string
  readonly subject: string
  readonly subjectId: number | null
  /** Any JSON; null: it was not there before. */
  readonly before: unknown
  /** Null: it is not there any more. */
  readonly after: unknown
}

export interface ChangeChoice {
  /** Not before this, epoch ms. */
  readonly since?: number | undefined
  readonly subject?: string | undefined
  readonly subjectId?: number | undefined
  /** Part of who did it; upper and lower case of ASCII letters are the same. */
  readonly by?: string | undefined
  /** Only older ones than this. */
  readonly beforeId?: number | undefined
  readonly limit: number
}

const CHANGE = rowShape<
  Omit<LoggedChange, 'before' | 'after'> & { readonly before: string | null; readonly after: string | null }
>('change of the log', {
  id: ID,
  changedAt: INSTANT,
  changedBy: TEXT,
  action: TEXT,
  subject: TEXT,
  subjectId: nullable(ID),
  before: nullable(JSON_TEXT),
  after: nullable(JSON_TEXT),
})

/** The log of changes (CONTRACT §16), the newest first. */
export async function readChanges(
  query: Query,
  { epochMs, instant }: Dialect,
  { since, subject, subjectId, by, beforeId, limit }: ChangeChoice,
): Promise<LoggedChange[]> {
  const conditions = [sql`id < ${beforeId ?? Number.MAX_SAFE_INTEGER}`]
  if (since !== undefined) conditions.push(sql`changed_at >= ${instant(since)}`)
  if (subject !== undefined) conditions.push(sql`subject = ${subject}`)
  if (subjectId !== undefined) conditions.push(sql`subject_id = ${subjectId}`)
  if (by) conditions.push(holdsText(sql`changed_by`, by))
  const rows = await query(
    sql`
      SELECT id, ${epochMs(sql`changed_at`)} AS "changedAt", changed_by AS "changedBy", action, subject, subject_id AS "subjectId",
             CAST(before AS text) AS before, CAST(after AS text) AS after
      FROM changes WHERE ${sql.join(conditions, sql` AND `)} ORDER BY id DESC LIMIT ${limit}`,
    CHANGE,
  )
  const parsed = (json: string | null): unknown => (json === null ? null : JSON.parse(json))
  return rows.map((row) => ({ ...row, before: parsed(row.before), after: parsed(row.after) }))
}
