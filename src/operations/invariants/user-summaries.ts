import { sql } from 'drizzle-orm/sql'
import type { Invariant } from './invariant.ts'

export const userSummaries: Invariant = {
  number: 5,
  sentence:
    'every user with an approved entry has a summary, whose last_purchase_at is not before the newest of them',
  clauses: [
    {
      offence:
        'the summary of the user is missing, or its last_purchase_at is before the newest approved request',
      rows: ({ epochMs }) => sql`
        SELECT purchase.user_id AS "userId", ${epochMs(sql`newest`)} AS "newestApprovedRequestMs",
               ${epochMs(sql`last_purchase_at`)} AS "lastPurchaseAtMs",
               CASE WHEN summary.user_id IS NULL THEN 'missing' ELSE 'stored' END AS summary
        FROM (
          SELECT user_id, max(requested_at) AS newest
          FROM campaign_activity_entries WHERE status = 'APPROVED' GROUP BY user_id
        ) AS purchase LEFT JOIN user_summary AS summary ON summary.user_id = purchase.user_id
        WHERE last_purchase_at IS NULL OR last_purchase_at < newest`,
    },
  ],
}
