import { statement } from './statements.ts'

const ENTRY = `campaign_activity_id, user_id, product_id, quantity, price, status, reject_reason, sequence,
       requested_at, processed_at, source_id, source_offset, stock_seen, approved_seen`

/**
 * New entries, with ids in the order of the messages, and stored ones decided again. Only a REJECTED entry is ever updated:
 * one that is missing from the answer was not.
 */
export const saveEntries = statement(
  'save-entries',
  `
  WITH inserted AS (
    INSERT INTO campaign_activity_entries (${ENTRY})
    SELECT ${ENTRY}
    FROM unnest(
      $1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::numeric[], $6::text[], $7::text[], $8::bigint[],
      $9::timestamptz[], $10::timestamptz[], $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[])
      WITH ORDINALITY AS added(${ENTRY}, ordinal)
    ORDER BY ordinal
    RETURNING id, campaign_activity_id, user_id
  ), updated AS (
    UPDATE campaign_activity_entries AS entry
    SET product_id = again.product_id, quantity = again.quantity, price = again.price, status = again.status,
        reject_reason = again.reject_reason, sequence = again.sequence,
        requested_at = again.requested_at, processed_at = again.processed_at,
        source_id = again.source_id, source_offset = again.source_offset,
        stock_seen = again.stock_seen, approved_seen = again.approved_seen
    FROM unnest(
      $15::bigint[], $16::bigint[], $17::bigint[], $18::bigint[], $19::numeric[], $20::text[], $21::text[], $22::bigint[],
      $23::timestamptz[], $24::timestamptz[], $25::bigint[], $26::bigint[], $27::bigint[], $28::bigint[])
      AS again(${ENTRY})
    WHERE entry.campaign_activity_id = again.campaign_activity_id AND entry.user_id = again.user_id
      AND entry.status = 'REJECTED'
    RETURNING entry.id, entry.campaign_activity_id, entry.user_id
  )
  SELECT id, campaign_activity_id AS "campaignActivityId", user_id AS "userId" FROM inserted
  UNION ALL SELECT id, campaign_activity_id, user_id FROM updated`,
)

/** What approvals and occurrence requests do besides. The answer: the products that could give what was taken. */
export const saveEffects = statement(
  'save-effects',
  `
  WITH taken AS (
    UPDATE products SET stock = stock - taken.quantity
    FROM unnest($1::bigint[], $2::bigint[]) AS taken(product_id, quantity)
    WHERE id = taken.product_id AND stock >= taken.quantity
    RETURNING id
  ), approvals AS (
    UPDATE campaign_activities SET approved_count = approved_count + approvals.added
    FROM unnest($3::bigint[], $4::bigint[]) AS approvals(campaign_activity_id, added)
    WHERE id = approvals.campaign_activity_id
  ), summaries AS (
    INSERT INTO user_summary AS stored (user_id, last_purchase_at, last_login_at)
    SELECT user_id, last_purchase_at, last_login_at
    FROM unnest($5::bigint[], $6::timestamptz[], $7::timestamptz[]) AS later(user_id, last_purchase_at, last_login_at)
    ORDER BY user_id
    ON CONFLICT (user_id) DO UPDATE SET
      last_purchase_at = greatest(stored.last_purchase_at, excluded.last_purchase_at),
      last_login_at = greatest(stored.last_login_at, excluded.last_login_at)
  ), occurrences AS (
    INSERT INTO event_occurrences
      (event_id, occurred_at, user_id, page_url, event_context, message_id, entry_id, source_id, source_offset, checksum)
    SELECT event_id, occurred_at, user_id, page_url, event_context::jsonb, message_id,
           entry_id, source_id, source_offset, checksum
    FROM unnest($8::bigint[], $9::timestamptz[], $10::bigint[], $11::text[], $12::text[], $13::text[],
                $14::bigint[], $15::bigint[], $16::bigint[], $17::bigint[]) WITH ORDINALITY
      AS recorded(event_id, occurred_at, user_id, page_url, event_context, message_id,
                  entry_id, source_id, source_offset, checksum, ordinal)
    ORDER BY ordinal
  ), repeated AS (
    INSERT INTO repeated_requests
      (source_id, source_offset, campaign_activity_id, user_id, requested_at, outcome, reject_reason)
    SELECT *
    FROM unnest($18::bigint[], $19::bigint[], $20::bigint[], $21::bigint[], $22::timestamptz[], $23::text[], $24::text[])
  )
  SELECT id FROM taken`,
)

/**
 * New dead letters, retried ones that failed again, and those that went through. When a changed file is read again, another
 * message stood at this position: it keeps its row, under another source name, before the new one is inserted (hence the count).
 * Rows that are there already are left out, not just skipped as conflicts: a conflict uses up an id.
 */
export const saveDeadLetters = statement(
  'save-dead-letters',
  `
  WITH kept AS (
    SELECT * FROM unnest(
      $1::text[], $2::bigint[], $3::bigint[], $4::bytea[], $5::bytea[], $6::text[], $7::text[],
      $8::timestamptz[], $9::text[], $10::timestamptz[], $11::text[]) WITH ORDINALITY
      AS kept(source, partition, source_offset, message_key, payload, reason, error,
              created_at, message_kind, record_time, aside_name, ordinal)
  ), aside AS (
    UPDATE dead_letters AS changed SET source = kept.aside_name
    FROM kept
    WHERE kept.aside_name IS NOT NULL AND changed.source = kept.source AND changed.partition = kept.partition
      AND changed."offset" = kept.source_offset AND changed.payload IS DISTINCT FROM kept.payload
    RETURNING changed.source, changed.partition, changed."offset"
  ), positioned AS (
    INSERT INTO source_offsets AS stored (source, partition, next_offset)
    SELECT source, partition, max("offset") + 1 FROM aside GROUP BY source, partition
    ON CONFLICT (source, partition) DO UPDATE SET next_offset = greatest(stored.next_offset, excluded.next_offset)
  ), inserted AS (
    INSERT INTO dead_letters
      (source, partition, "offset", message_key, payload, reason, error, created_at, message_kind, record_time)
    SELECT source, partition, source_offset, message_key, payload, reason, error, created_at, message_kind, record_time
    FROM kept
    WHERE (SELECT count(*) FROM aside) >= 0 AND NOT (aside_name IS NOT NULL AND EXISTS (
      SELECT FROM dead_letters AS known
      WHERE known.source = kept.source AND known.partition = kept.partition
        AND known."offset" = kept.source_offset AND known.payload IS NOT DISTINCT FROM kept.payload))
    ORDER BY ordinal
    ON CONFLICT (source, partition, "offset") DO NOTHING
  ), failed_again AS (
    UPDATE dead_letters AS letter SET reason = again.reason, error = again.error
    FROM unnest($12::bigint[], $13::text[], $14::text[]) AS again(id, reason, error)
    WHERE letter.id = again.id
  )
  UPDATE dead_letters SET status = 'RETRIED' WHERE id = ANY($15::bigint[])`,
)
