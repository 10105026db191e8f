import { type SQL, sql } from 'drizzle-orm/sql'
import { SourceName } from '../../domain/source-name.ts'
import type { Clause, Invariant } from './invariant.ts'

/**
 * Where a file was changed and read again, the dead letter that stood at a position before keeps its row under another name (CONTRACT
 * §4, *Replaying a file again*). A name that ends with the letter's own id has no position itself: it is that of the source.
 */
const SOURCE_OF_LETTER_SET_ASIDE: SQL = sql`
  CASE WHEN letter.source LIKE ${`%${SourceName.ASIDE_MARK}`} || CAST(letter.id AS text)
    THEN substr(letter.source, 1, length(letter.source) - length(CAST(letter.id AS text)) - 1) END`

export const sourcePositions: Invariant = {
  number: 7,
  sentence: 'no dead letter and no stored effect is ahead of the stored position of its source',
  clauses: [
    {
      offence: 'the dead letter is at or after the stored position of its source, or there is none',
      rows: () => sql`
        SELECT letter.id AS "deadLetterId", letter.source, letter.partition, letter."offset",
               coalesce(stored.next_offset, original.next_offset) AS "nextOffset"
        FROM dead_letters AS letter
        LEFT JOIN source_offsets AS stored ON stored.source = letter.source AND stored.partition = letter.partition
        LEFT JOIN source_offsets AS original
          ON original.source = ${SOURCE_OF_LETTER_SET_ASIDE} AND original.partition = letter.partition
        WHERE NOT coalesce(letter."offset" < stored.next_offset, letter."offset" < original.next_offset, FALSE)`,
    },
    ahead('campaign_activity_entries', 'the entry'),
    ahead('event_occurrences', 'the occurrence'),
    ahead('repeated_requests', 'the repeated request'),
  ],
}

function ahead(table: string, what: string): Clause {
  return {
    offence: `${what} is at or after the stored position of its source, or there is none`,
    rows: () => sql`
      SELECT ${sql.raw(table === 'repeated_requests' ? 'campaign_activity_id AS "campaignActivityId"' : 'effect.id')},
             user_id AS "userId", source_id AS "sourceId", source, partition, source_offset AS "offset",
             next_offset AS "nextOffset"
      FROM ${sql.raw(table)} AS effect LEFT JOIN source_offsets AS stored ON stored.id = source_id
      WHERE stored.id IS NULL OR source_offset >= next_offset`,
  }
}
