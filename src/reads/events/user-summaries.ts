import { sql } from 'drizzle-orm/sql'
import type { Database } from '../../stores/database.ts'
import { ID, INSTANT, nullable } from '../../stores/rows/row-kind.ts'
import { rowShape } from '../../stores/rows/row-shape.ts'

/** When a user last did what an audience may ask for. Instants are epoch ms; null: never. */
export interface UserSummary {
  readonly userId: number
  readonly lastPurchaseAt: number | null
  readonly lastLoginAt: number | null
}

const USER_SUMMARY = rowShape<UserSummary>('user summary for audiences', {
  userId: ID,
  lastPurchaseAt: nullable(INSTANT),
  lastLoginAt: nullable(INSTANT),
})

/** The summaries of these users, those that there are, in any order; one statement for all, whatever their number. */
export function readUserSummaries(
  { query, dialect }: Pick<Database, 'query' | 'dialect'>,
  userIds: readonly number[],
): Promise<UserSummary[]> {
  const json = JSON.stringify(userIds.map((id) => ({ user_id: id })))
  return query(
    sql`
      SELECT user_id AS "userId", ${dialect.epochMs(sql`last_purchase_at`)} AS "lastPurchaseAt",
             ${dialect.epochMs(sql`last_login_at`)} AS "lastLoginAt"
      FROM user_summary WHERE user_id IN (${dialect.selectRows('user_summary', ['user_id'], json)})`,
    USER_SUMMARY,
  )
}
