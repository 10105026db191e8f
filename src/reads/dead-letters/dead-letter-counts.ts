import { sql } from 'drizzle-orm/sql'
import {
  DEAD_LETTER_REASONS,
  DEAD_LETTER_STATUSES,
  type DeadLetterReason,
  type DeadLetterStatus,
} from '../../domain/outcome.ts'
import type { Query } from '../../stores/database.ts'
import { COUNT, oneOf } from '../../stores/rows/row-kind.ts'
import { rowShape } from '../../stores/rows/row-shape.ts'
import { idList } from '../id-list.ts'

export interface DeadLetterCount {
  readonly reason: DeadLetterReason
  readonly status: DeadLetterStatus
  readonly count: number
}

const DEAD_LETTER_COUNT = rowShape<DeadLetterCount>('number of dead letters', {
  reason: oneOf(DEAD_LETTER_REASONS),
  status: oneOf(DEAD_LETTER_STATUSES),
  count: COUNT,
})

/** Counts dead letters by reason and status, and gives them in this order. */
export async function countDeadLettersByReason(
  query: Query,
  statuses: readonly DeadLetterStatus[] = DEAD_LETTER_STATUSES,
): Promise<DeadLetterCount[]> {
  const only =
    statuses.length === DEAD_LETTER_STATUSES.length ? sql`` : sql`WHERE status IN ${idList(statuses)}`
  return query(
    sql`
      SELECT reason, status, count(*) AS count FROM dead_letters ${only}
      GROUP BY reason, status ORDER BY reason, status`,
    DEAD_LETTER_COUNT,
  )
}
