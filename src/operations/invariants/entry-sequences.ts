import { sql } from 'drizzle-orm/sql'
import type { Invariant } from './invariant.ts'

export const entrySequences: Invariant = {
  number: 3,
  sentence:
    'one entry per activity and user; approved entries carry the sequences 1 … approved_count, each once',
  clauses: [
    {
      offence: 'the user has more than one entry of the activity',
      rows: () => sql`
        SELECT campaign_activity_id AS "campaignActivityId", user_id AS "userId", count(*) AS entries,
               min(id) AS "firstEntryId", max(id) AS "lastEntryId"
        FROM campaign_activity_entries GROUP BY campaign_activity_id, user_id HAVING count(*) > 1`,
    },
    {
      offence: 'the sequence of the approved entry is missing or not in 1 … approved_count',
      rows: () => sql`
        SELECT entry.id AS "entryId", campaign_activity_id AS "campaignActivityId", user_id AS "userId", sequence,
               approved_count AS "approvedCount"
        FROM campaign_activity_entries AS entry JOIN campaign_activities AS activity ON activity.id = campaign_activity_id
        WHERE entry.status = 'APPROVED' AND (sequence IS NULL OR sequence < 1 OR sequence > approved_count)`,
    },
    {
      offence: 'the sequence was given more than once',
      rows: () => sql`
        SELECT campaign_activity_id AS "campaignActivityId", sequence, count(*) AS entries, min(user_id) AS "firstUserId",
               max(user_id) AS "lastUserId"
        FROM campaign_activity_entries WHERE status = 'APPROVED' AND sequence IS NOT NULL
        GROUP BY campaign_activity_id, sequence HAVING count(*) > 1`,
    },
    {
      offence: 'sequences are missing before that of the entry',
      rows: () => sql`
        SELECT id AS "entryId", campaign_activity_id AS "campaignActivityId", user_id AS "userId", sequence,
               before AS "sequenceBefore"
        FROM (
          SELECT id, campaign_activity_id, user_id, sequence,
                 coalesce(lag(sequence) OVER (PARTITION BY campaign_activity_id ORDER BY sequence), 0) AS before
          FROM campaign_activity_entries WHERE status = 'APPROVED' AND sequence IS NOT NULL
        ) AS entry WHERE sequence > before + 1`,
    },
    {
      offence: 'the last sequence of the activity is not approved_count',
      rows: () => sql`
        SELECT activity.id AS "campaignActivityId", approved_count AS "approvedCount", coalesce(last, 0) AS "lastSequence"
        FROM campaign_activities AS activity LEFT JOIN (
          SELECT campaign_activity_id, max(sequence) AS last
          FROM campaign_activity_entries WHERE status = 'APPROVED' GROUP BY campaign_activity_id
        ) AS entries ON campaign_activity_id = activity.id
        WHERE coalesce(last, 0) <> approved_count`,
    },
    {
      offence: 'the rejected entry has a sequence',
      rows: () => sql`
        SELECT id AS "entryId", campaign_activity_id AS "campaignActivityId", user_id AS "userId", sequence
        FROM campaign_activity_entries WHERE status <> 'APPROVED' AND sequence IS NOT NULL`,
    },
  ],
}
