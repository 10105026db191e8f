import { type SQL, sql } from 'drizzle-orm/sql'
import { REJECT_REASONS, type RejectReason } from '../../domain/outcome.ts'
import type { EntryOnRecord } from '../../domain/sale/entry-on-record.ts'
import type { Database } from '../../stores/database.ts'
import { COUNT, DECIMAL, ID, INSTANT, nullable, oneOf, TEXT } from '../../stores/rows/row-kind.ts'
import { rowShape } from '../../stores/rows/row-shape.ts'
import type { EntryKey } from './entry-key.ts'

interface EntryRow extends Omit<EntryOnRecord, 'position' | 'status' | 'rejectReason'> {
  readonly status: EntryOnRecord['status']
  readonly rejectReason: RejectReason | null
  readonly source: string
  readonly partition: number
  readonly offset: number
}

const ENTRY_ROW = rowShape<EntryRow>('entry on record', {
  campaignActivityId: ID,
  userId: ID,
  productId: ID,
  quantity: COUNT,
  price: DECIMAL,
  status: oneOf(['APPROVED', 'REJECTED']),
  rejectReason: nullable(oneOf(REJECT_REASONS)),
  sequence: nullable(ID),
  requestedAt: INSTANT,
  processedAt: INSTANT,
  source: TEXT,
  partition: COUNT,
  offset: COUNT,
})

/** The entries of these users of these activities, those that there are, in any order; one statement for all. */
export async function entriesOnRecord(
  { query, dialect }: Pick<Database, 'query' | 'dialect'>,
  keys: readonly EntryKey[],
): Promise<EntryOnRecord[]> {
  if (keys.length === 0) return []
  const rows = await query(
    sql`
    SELECT entry.campaign_activity_id AS "campaignActivityId", entry.user_id AS "userId", entry.product_id AS "productId",
           entry.quantity, entry.price, entry.status, entry.reject_reason AS "rejectReason", entry.sequence,
           ${dialect.epochMs(sql`entry.requested_at`)} AS "requestedAt",
           ${dialect.epochMs(sql`entry.processed_at`)} AS "processedAt",
           stored.source, stored.partition, entry.source_offset AS "offset"
    FROM ${wanted(dialect.name, keys)}
    JOIN source_offsets AS stored ON stored.id = entry.source_id`,
    ENTRY_ROW,
  )
  return rows.map(({ source, partition, offset, ...entry }) => ({
    ...entry,
    position: { at: { source, partition }, offset },
  }))
}

/** The keys as one parameter, whatever their number; looked up one by one through the index. */
function wanted(dialect: Database['dialect']['name'], keys: readonly EntryKey[]): SQL {
  const json = JSON.stringify(keys.map(({ campaignActivityId, userId }) => [campaignActivityId, userId]))
  if (dialect === 'sqlite') {
    return sql`json_each(${json}) AS wanted CROSS JOIN campaign_activity_entries AS entry
      ON entry.campaign_activity_id = wanted.value ->> 0 AND entry.user_id = wanted.value ->> 1`
  }
  return sql`json_array_elements(${json}::json) AS wanted
    CROSS JOIN LATERAL (
      SELECT * FROM campaign_activity_entries
      WHERE campaign_activity_id = (wanted ->> 0)::bigint AND user_id = (wanted ->> 1)::bigint LIMIT 1) AS entry`
}
