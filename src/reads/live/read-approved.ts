import { sql } from 'drizzle-orm'
import type { Query } from '../../stores/database.ts'
import { COUNT } from '../../stores/rows/row-kind.ts'
import { rowShape } from '../../stores/rows/row-shape.ts'

const APPROVED = rowShape('approved of all activities', { approved: COUNT })

/** How many entries are approved. Exact at any time: it moves in the transaction of the approval. */
export async function readApproved(query: Query): Promise<number> {
  const [row] = await query(
    sql`SELECT coalesce(sum(approved_count), 0) AS approved FROM campaign_activities`,
    APPROVED,
  )
  return row?.approved ?? 0
}
