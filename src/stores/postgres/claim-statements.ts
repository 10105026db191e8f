import type { SourcePartition } from '../../domain/message-position.ts'
import type { SourcePosition } from '../../pipeline/source-slice.ts'
import type { Columns } from '../columns/column.ts'
import { namesOf } from '../columns/names-of.ts'
import {
  type NewPosition,
  partitionKey,
  positionColumns,
  positionState,
} from '../columns/position-columns.ts'
import { setStatement } from './set-statement.ts'
import { statement } from './statements.ts'

/** How a position moves; `from` null: none is stored yet. */
export interface Advance extends NewPosition {
  readonly from: SourcePosition | null
}

/** Positions from `offset` to `until` that are given up, of a source whose row is `id`; what is stored for them goes to `name`. */
export interface GivenUp {
  readonly id: number
  readonly at: SourcePartition
  readonly until: SourcePosition
  readonly offset: number
  readonly name: string
}

const advanceColumns: Columns<Advance> = [
  ...partitionKey,
  { name: 'from_offset', type: 'bigint', of: ({ from }) => from?.nextOffset },
  ...positionState,
]

const givenUpColumns: Columns<GivenUp> = [
  { name: 'id', type: 'bigint', of: ({ id }) => id },
  ...partitionKey,
  { name: 'until_offset', type: 'bigint', of: ({ until }) => until.nextOffset },
  { name: 'fingerprint', type: 'text', of: ({ until }) => until.fingerprint },
  { name: 'from_offset', type: 'bigint', of: ({ offset }) => offset },
  { name: 'name', type: 'text', of: ({ name }) => name },
]

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
export const claimPositions = setStatement(
  'claim-positions',
  [advanceColumns, partitionKey],
  (wanted, retried) => `
  WITH wanted AS (
    SELECT * FROM ${wanted.as('wanted')}
  ), retried AS (
    SELECT * FROM ${retried.as('retried')}
  ), first AS (
    INSERT INTO source_offsets (${namesOf(positionColumns)})
    SELECT ${namesOf(positionColumns)} FROM wanted WHERE from_offset IS NULL
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
export const setPositionsAside = setStatement(
  'set-positions-aside',
  [givenUpColumns],
  (givenUp) => `
  WITH given_up AS (
    SELECT * FROM ${givenUp.as('given_up')}
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
