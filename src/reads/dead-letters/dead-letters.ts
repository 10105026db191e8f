import { type SQL, sql } from 'drizzle-orm/sql'
import { DEAD_LETTER_REASONS, DEAD_LETTER_STATUSES } from '../../domain/outcome.ts'
import type { Database } from '../../stores/database.ts'
import type { Dialect } from '../../stores/dialect.ts'
import { BYTES, COUNT, ID, INSTANT, nullable, oneOf, TEXT } from '../../stores/rows/row-kind.ts'
import { rowShape } from '../../stores/rows/row-shape.ts'
import { type DeadLetterFilter, deadLetterCondition } from './dead-letter-filter.ts'
import type { DeadLetterRow, DeadLetterSummary } from './dead-letter-row.ts'

export interface DeadLetterPage {
  /** Leaves out those up to this id. */
  readonly afterId?: number
  readonly limit: number
}

const SUMMARY = rowShape<DeadLetterSummary>('dead letter without its bytes', {
  id: ID,
  source: TEXT,
  partition: COUNT,
  offset: COUNT,
  reason: oneOf(DEAD_LETTER_REASONS),
  error: TEXT,
  status: oneOf(DEAD_LETTER_STATUSES),
  createdAt: INSTANT,
  payloadBytes: nullable(COUNT),
})

const DEAD_LETTER = rowShape<DeadLetterRow>('dead letter', {
  ...SUMMARY.fields,
  messageKey: nullable(BYTES),
  payload: nullable(BYTES),
  messageKind: nullable(oneOf(['command', 'occurrence'])),
  recordTime: nullable(INSTANT),
})

/** Lists dead letters without their bytes, in the order of ids. */
export async function listDeadLetters(
  { query, dialect }: Database,
  filter: DeadLetterFilter,
  { afterId = 0, limit }: DeadLetterPage,
): Promise<DeadLetterSummary[]> {
  return query(
    sql`
      SELECT ${summaryColumns(dialect)} FROM dead_letters
      WHERE ${deadLetterCondition(filter, afterId)} ORDER BY id LIMIT ${limit}`,
    SUMMARY,
  )
}

/** Does what {@link listDeadLetters} does, and reads the bytes too. */
export async function readDeadLetters(
  { query, dialect }: Database,
  filter: DeadLetterFilter,
  { afterId = 0, limit }: DeadLetterPage,
): Promise<DeadLetterRow[]> {
  return query(
    sql`
      SELECT ${summaryColumns(dialect)}, message_key AS "messageKey", payload, message_kind AS "messageKind",
             ${dialect.epochMs(sql`record_time`)} AS "recordTime"
      FROM dead_letters WHERE ${deadLetterCondition(filter, afterId)} ORDER BY id LIMIT ${limit}`,
    DEAD_LETTER,
  )
}

export async function countDeadLetters({ query }: Database, filter: DeadLetterFilter): Promise<number> {
  const [found] = await query(
    sql`SELECT count(*) AS count FROM dead_letters WHERE ${deadLetterCondition(filter)}`,
    rowShape('count of dead letters', { count: COUNT }),
  )
  return found?.count ?? 0
}

const summaryColumns = ({ epochMs }: Dialect): SQL => sql`
  id, source, partition, "offset", reason, error, status, ${epochMs(sql`created_at`)} AS "createdAt",
  length(payload) AS "payloadBytes"`
