import { sql } from 'drizzle-orm/sql'
import { type DeadLetterFilter, deadLetterCondition } from '../../reads/dead-letters/dead-letter-filter.ts'
import type { Database } from '../../stores/database.ts'
import { ID } from '../../stores/rows/row-kind.ts'
import { rowShape } from '../../stores/rows/row-shape.ts'

/** Rows per statement, so that no transaction holds many rows for long. */
const CHUNK_ROWS = 10_000

const DISCARDED = rowShape('discarded dead letter', { id: ID })

/** Makes PENDING dead letters DISCARDED: they are kept, but not retried any more. Answers with how many it made so. */
export async function discardDeadLetters(
  { query }: Database,
  filter: Omit<DeadLetterFilter, 'status'>,
  /** Called with how many each statement made so. */
  onDiscarded: (count: number) => void = () => {},
): Promise<number> {
  const pending = deadLetterCondition({ ...filter, status: 'PENDING' })
  for (let discarded = 0; ; ) {
    // Asked again in the outer condition: a retry may take the row between the two.
    const rows = await query(
      sql`
        UPDATE dead_letters SET status = 'DISCARDED'
        WHERE status = 'PENDING' AND id IN (
          SELECT id FROM dead_letters WHERE ${pending} ORDER BY id LIMIT ${CHUNK_ROWS}
        ) RETURNING id`,
      DISCARDED,
    )
    if (rows.length === 0) return discarded
    discarded += rows.length
    onDiscarded(rows.length)
  }
}
