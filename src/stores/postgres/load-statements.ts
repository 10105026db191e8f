import { epochMs, statement } from './statements.ts'

/** Locked in the order of ids, like all that lock several rows: two transactions then wait, instead of deadlocking. */
export const activities = statement(
  'activities',
  `
  SELECT id, product_id AS "productId", activity_type AS "activityType", status, limit_count AS "limitCount",
         approved_count AS "approvedCount", ${epochMs('start_date')} AS "startDate", ${epochMs('end_date')} AS "endDate", price
  FROM campaign_activities WHERE id = ANY($1::bigint[]) ORDER BY id FOR NO KEY UPDATE`,
)

/** Products by id, and those of activities that are locked by now. */
export const products = statement(
  'products',
  `
  SELECT id, stock, price FROM products
  WHERE id IN (
    SELECT unnest($1::bigint[])
    UNION SELECT product_id FROM campaign_activities WHERE id = ANY($2::bigint[]))
  ORDER BY id FOR NO KEY UPDATE`,
)

/**
 * Read once the activities are locked: under READ COMMITTED this statement sees all that the lock's last holder committed.
 * The lateral look-up keeps the planner to one index probe per key, whatever it believes of the table's size.
 */
export const entries = statement(
  'entries',
  `
  SELECT wanted.campaign_activity_id AS "campaignActivityId", wanted.user_id AS "userId", entry.*
  FROM (SELECT unnest($1::bigint[]) AS campaign_activity_id, unnest($2::bigint[]) AS user_id) AS wanted
  CROSS JOIN LATERAL (
    SELECT status, ${epochMs('requested_at')} AS "requestedAt" FROM campaign_activity_entries
    WHERE campaign_activity_id = wanted.campaign_activity_id AND user_id = wanted.user_id LIMIT 1) AS entry`,
)

/** One row: the events by id, the default event of each trigger type, the message ids and the re-read requests that are known. */
export const lookUps = statement(
  'look-ups',
  `
  SELECT
    (SELECT coalesce(json_agg(json_build_object('id', id, 'status', status, 'triggerType', trigger_type, 'sink', sink)), '[]')
     FROM events WHERE id = ANY($1::bigint[])) AS events,
    (SELECT coalesce(json_agg(json_build_object('id', id, 'status', status, 'triggerType', trigger_type, 'sink', sink)), '[]')
     FROM unnest($2::text[]) AS wanted(trigger_type)
     CROSS JOIN LATERAL (
       SELECT id, status, sink FROM events
       WHERE events.trigger_type = wanted.trigger_type AND status = 'ACTIVE' AND sink = 'DATABASE' ORDER BY id LIMIT 1) AS event) AS "defaultEvents",
    ARRAY(SELECT message_id FROM unnest($3::text[]) AS wanted(id)
          CROSS JOIN LATERAL (
            SELECT message_id FROM event_occurrences WHERE message_id = wanted.id LIMIT 1) AS known) AS "messageIds",
    ARRAY(SELECT ordinal::int
          FROM unnest($4::bigint[], $5::bigint[], $6::bigint[]) WITH ORDINALITY
            AS wanted(source_id, source_offset, checksum, ordinal)
          CROSS JOIN LATERAL (
            SELECT FROM event_occurrences AS known
            WHERE known.source_id = wanted.source_id AND known.source_offset = wanted.source_offset
              AND known.checksum = wanted.checksum LIMIT 1) AS known) AS "rereadOrdinals"`,
)
