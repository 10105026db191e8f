import { sql } from 'drizzle-orm/sql'
import type { Invariant } from './invariant.ts'

export const rejectReasons: Invariant = {
  number: 6,
  sentence: 'approved entries have no reject reason, rejected ones have one',
  clauses: [
    {
      offence: 'the entry is approved with a reject reason, or rejected without',
      rows: () => sql`
        SELECT id AS "entryId", campaign_activity_id AS "campaignActivityId", user_id AS "userId", status,
               reject_reason AS "rejectReason"
        FROM campaign_activity_entries
        WHERE (status = 'APPROVED') = (reject_reason IS NOT NULL) OR reject_reason = ''`,
    },
  ],
}
