import { sql } from 'drizzle-orm/sql'
import type { Invariant } from './invariant.ts'

export const approvedCount: Invariant = {
  number: 2,
  sentence: 'of every activity, approved_count = its approved entries, and no more than limit_count',
  clauses: [
    {
      offence: 'approved_count is not the number of approved entries, or more than limit_count',
      rows: () => sql`
        SELECT activity.id AS "campaignActivityId", approved_count AS "approvedCount",
               coalesce(approved, 0) AS "approvedEntries", limit_count AS "limitCount"
        FROM campaign_activities AS activity LEFT JOIN (
          SELECT campaign_activity_id, count(*) AS approved
          FROM campaign_activity_entries WHERE status = 'APPROVED' GROUP BY campaign_activity_id
        ) AS entries ON campaign_activity_id = activity.id
        WHERE approved_count <> coalesce(approved, 0) OR approved_count > limit_count
           OR coalesce(approved, 0) > limit_count`,
    },
    {
      offence: 'the activity of the entry does not exist',
      rows: () => sql`
        SELECT entry.id AS "entryId", campaign_activity_id AS "campaignActivityId", user_id AS "userId", entry.status
        FROM campaign_activity_entries AS entry
        LEFT JOIN campaign_activities AS activity ON activity.id = campaign_activity_id
        WHERE activity.id IS NULL`,
    },
  ],
}
