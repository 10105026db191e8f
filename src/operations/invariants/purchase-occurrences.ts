import { type SQL, sql } from 'drizzle-orm/sql'
import type { Dialect } from '../../stores/dialect.ts'
import type { Invariant } from './invariant.ts'

export const purchaseOccurrences: Invariant = {
  number: 4,
  sentence: 'every approved entry has exactly one purchase occurrence, and it says what the entry says',
  clauses: [
    {
      offence: 'the approved entry has no occurrence',
      rows: () => sql`
        SELECT entry.id AS "entryId", campaign_activity_id AS "campaignActivityId", entry.user_id AS "userId"
        FROM campaign_activity_entries AS entry LEFT JOIN event_occurrences AS occurrence ON entry_id = entry.id
        WHERE entry.status = 'APPROVED' AND occurrence.id IS NULL`,
    },
    {
      offence: 'the entry has more than one occurrence',
      rows: () => sql`
        SELECT entry_id AS "entryId", count(*) AS occurrences, min(id) AS "firstOccurrenceId", max(id) AS "lastOccurrenceId"
        FROM event_occurrences WHERE entry_id IS NOT NULL GROUP BY entry_id HAVING count(*) > 1`,
    },
    {
      offence: 'the entry of the occurrence does not exist or is not approved',
      rows: () => sql`
        SELECT occurrence.id AS "occurrenceId", entry_id AS "entryId", entry.status AS "entryStatus"
        FROM event_occurrences AS occurrence LEFT JOIN campaign_activity_entries AS entry ON entry.id = entry_id
        WHERE entry_id IS NOT NULL AND (entry.id IS NULL OR entry.status <> 'APPROVED')`,
    },
    {
      offence: 'the user, instant or context of the occurrence is not that of its entry',
      rows: (dialect) => sql`
        SELECT occurrence.id AS "occurrenceId", entry.id AS "entryId", occurrence.user_id AS "occurrenceUserId",
               entry.user_id AS "entryUserId", CAST(event_context AS text) AS context,
               campaign_activity_id AS "campaignActivityId", product_id AS "productId", quantity
        FROM event_occurrences AS occurrence JOIN campaign_activity_entries AS entry ON entry.id = entry_id
        WHERE occurrence.user_id IS DISTINCT FROM entry.user_id OR occurred_at <> requested_at
           OR ${contextText(dialect, 'campaignActivityId')} IS DISTINCT FROM CAST(campaign_activity_id AS text)
           OR ${contextText(dialect, 'productId')} IS DISTINCT FROM CAST(product_id AS text)
           OR ${contextText(dialect, 'quantity')} IS DISTINCT FROM CAST(quantity AS text)`,
    },
    {
      offence: 'the event of the occurrence does not exist',
      rows: () => sql`
        SELECT occurrence.id AS "occurrenceId", event_id AS "eventId", user_id AS "userId"
        FROM event_occurrences AS occurrence LEFT JOIN events AS event ON event.id = event_id
        WHERE event.id IS NULL`,
    },
  ],
}

/** A member of the context as text, null if there is none. SQLite raises an error where the text is not JSON. */
function contextText({ name }: Dialect, key: string): SQL {
  const member = sql.raw(`CAST(event_context ->> '${key}' AS text)`)
  return name === 'postgres' ? member : sql`CASE WHEN json_valid(event_context) THEN ${member} END`
}
