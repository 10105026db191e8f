import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '../stores/database.ts'
import type { Dialect } from '../stores/dialect.ts'
import { type DeadLetterFilter, deadLetterCondition } from './dead-letter-filter.ts'
import type { DeadLetterRow, DeadLetterSummary } from './dead-letter-row.ts'

export interface DeadLetterPage {
  /** Only those with a greater id. */
  readonly afterId?: number
  readonly limit: number
}

/** In the order of ids. */
export async function listDeadLetters(
  { query, dialect }: Database,
  filter: DeadLetterFilter,
  { afterId = 0, limit }: DeadLetterPage,
): Promise<DeadLetterSummary[]> {
  return query<DeadLetterSummary>(sql`
    SELECT ${summaryColumns(dialect)} FROM dead_letters
    WHERE ${deadLetterCondition(filter, afterId)} ORDER BY id LIMIT ${limit}`)
}

/** Like {@link listDeadLetters}, with the bytes. */
export async function readDeadLetters(
  { query, dialect }: Database,
  filter: DeadLetterFilter,
  { afterId = 0, limit }: DeadLetterPage,
): Promise<DeadLetterRow[]> {
  return query<DeadLetterRow>(sql`
    SELECT ${summaryColumns(dialect)}, message_key AS "messageKey", payload, message_kind AS "messageKind",
           ${dialect.epochMs(sql`record_time`)} AS "recordTime"
    FROM dead_letters WHERE ${deadLetterCondition(filter, afterId)} ORDER BY id LIMIT ${limit}`)
}

export async function countDeadLetters({ query }: Database, filter: DeadLetterFilter): Promise<number> {
  const [found] = await query<{ count: number }>(
    sql`SELECT count(*) AS count FROM dead_letters WHERE ${deadLetterCondition(filter)}`,
  )
  return found?.count ?? 0
}

const summaryColumns = ({ epochMs }: Dialect): SQL => sql`
  id, source, partition, "offset", reason, error, status, ${epochMs(sql`created_at`)} AS "createdAt",
  length(payload) AS "payloadBytes"`
