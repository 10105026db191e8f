import { sql } from 'drizzle-orm/sql'
import { digest } from '../../src/operations/digest/digest.ts'
import { openDatabase } from '../../src/stores/open-database.ts'

/** What was decided, in a form that does not depend on where the messages came from. */
export interface Decisions {
  /** Messages below the stored positions: blank lines and markers there are none. */
  readonly processed: number
  /** Of all entries with their sequences, occurrences and stock. */
  readonly digest: string
  readonly entries: number
  readonly occurrences: number
  readonly deadLetters: Readonly<Record<string, number>>
  /** Approvals of an activity whose sequence is not the order of their messages in the partition. */
  readonly outOfOrder: number
}

/** Reads them from a Postgres database. */
export async function decisionsOf(url: string): Promise<Decisions> {
  const database = await openDatabase(url)
  try {
    // A file's first line is 1, a partition's first offset 0.
    const [counts] = await database.query<Omit<Decisions, 'digest' | 'deadLetters'>>(sql`
      SELECT (SELECT coalesce(sum(next_offset - CASE WHEN source LIKE 'file:%' THEN 1 ELSE 0 END), 0)
              FROM source_offsets) AS processed,
             (SELECT count(*) FROM campaign_activity_entries) AS entries,
             (SELECT count(*) FROM event_occurrences) AS occurrences,
             (SELECT count(*) FROM (
                SELECT source_offset < lag(source_offset)
                  OVER (PARTITION BY campaign_activity_id ORDER BY sequence) AS is_earlier
                FROM campaign_activity_entries WHERE sequence IS NOT NULL) AS approvals
              WHERE is_earlier) AS "outOfOrder"`)
    const reasons = await database.query<{ reason: string; count: number }>(
      sql`SELECT reason, count(*) AS count FROM dead_letters GROUP BY reason ORDER BY reason`,
    )
    const deadLetters = Object.fromEntries(reasons.map(({ reason, count }) => [reason, count]))
    const { digest: decided } = await digest(database)
    return { ...counts!, deadLetters, digest: decided }
  } finally {
    await database.close()
  }
}
