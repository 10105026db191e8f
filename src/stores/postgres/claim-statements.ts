import { statement } from './statements.ts'

/** Waits for a transaction that is still committing a new position, so that the answer is final. */
export const position = statement(
  'position',
  `
  SELECT next_offset AS "nextOffset", fingerprint FROM source_offsets
  WHERE source = $1 AND partition = $2 FOR UPDATE`,
)

/**
 * Compare-and-set of all positions, and the ids of those that dead letters are retried for. New positions first, then the
 * others, both in the order of (source, partition). A position that is missing from the answer is another process's now.
 */
export const claimPositions = statement(
  'claim-positions',
  `
  WITH wanted AS (
    SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[])
      AS wanted(source, partition, from_offset, next_offset, fingerprint)
  ), retried AS (
    SELECT * FROM unnest($6::text[], $7::bigint[]) AS retried(source, partition)
  ), first AS (
    INSERT INTO source_offsets (source, partition, next_offset, fingerprint)
    SELECT source, partition, next_offset, fingerprint FROM wanted WHERE from_offset IS NULL
    UNION ALL
    SELECT source, partition, 0, NULL FROM retried
    WHERE NOT EXISTS (SELECT FROM source_offsets AS stored
                      WHERE stored.source = retried.source AND stored.partition = retried.partition)
    ORDER BY source, partition
    ON CONFLICT DO NOTHING
    RETURNING source, partition, id
  ), held AS (
    SELECT stored.id, wanted.next_offset, wanted.fingerprint
    FROM wanted JOIN source_offsets AS stored USING (source, partition)
    WHERE stored.next_offset = wanted.from_offset AND (SELECT count(*) FROM first) >= 0
    ORDER BY source, partition FOR UPDATE OF stored
  ), advanced AS (
    UPDATE source_offsets AS stored SET next_offset = held.next_offset, fingerprint = held.fingerprint
    FROM held WHERE stored.id = held.id
    RETURNING stored.source, stored.partition, stored.id
  )
  SELECT source, partition, id FROM first
  UNION ALL SELECT source, partition, id FROM advanced
  UNION ALL SELECT stored.source, stored.partition, stored.id
            FROM retried JOIN source_offsets AS stored USING (source, partition)`,
)

export const claimDeadLetters = statement(
  'claim-dead-letters',
  `
  SELECT id FROM dead_letters WHERE id = ANY($1::bigint[]) AND status = 'PENDING' ORDER BY id FOR UPDATE`,
)

/** Keeps what is stored for given-up positions under another source name, so that new messages there are new. */
export const setPositionsAside = statement(
  'set-positions-aside',
  `
  WITH given_up AS (
    SELECT * FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[], $5::text[], $6::bigint[], $7::text[])
      AS given_up(id, source, partition, until_offset, fingerprint, from_offset, name)
  ), aside AS (
    INSERT INTO source_offsets (source, partition, next_offset, fingerprint)
    SELECT name, partition, until_offset, fingerprint FROM given_up
    RETURNING id, source AS name, partition
  ), moved AS (
    SELECT given_up.*, aside.id AS aside_id FROM given_up JOIN aside USING (name, partition)
  ), entries AS (
    UPDATE campaign_activity_entries AS entry SET source_id = aside_id FROM moved
    WHERE entry.source_id = moved.id AND source_offset >= from_offset
  ), occurrences AS (
    UPDATE event_occurrences AS occurrence SET source_id = aside_id FROM moved
    WHERE occurrence.source_id = moved.id AND source_offset >= from_offset
  ), repeated AS (
    UPDATE repeated_requests AS request SET source_id = aside_id FROM moved
    WHERE request.source_id = moved.id AND source_offset >= from_offset
  )
  UPDATE dead_letters AS letter SET source = moved.name FROM moved
  WHERE letter.source = moved.source AND letter.partition = moved.partition AND "offset" >= from_offset`,
)
