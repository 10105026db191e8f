import { sql } from 'drizzle-orm/sql'
import type { Query } from '../stores/database.ts'
import { COUNT } from '../stores/rows/row-kind.ts'
import { rowShape } from '../stores/rows/row-shape.ts'

const APPROVED = rowShape('approved entries', { approved: COUNT })

/** How many entries are approved, of one activity or of all. Exact at any time: it moves in the transaction of the approval. */
export async function readApproved(query: Query, activityId?: number): Promise<number> {
  const one = activityId === undefined ? sql`` : sql`WHERE id = ${activityId}`
  const [row] = await query(
    sql`SELECT coalesce(sum(approved_count), 0) AS approved FROM campaign_activities ${one}`,
    APPROVED,
  )
  return row?.approved ?? 0
}
