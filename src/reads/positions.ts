import { sql } from 'drizzle-orm/sql'
import type { PartitionPosition } from '../domain/partition-position.ts'
import type { Query } from '../stores/database.ts'
import { COUNT, ID, TEXT } from '../stores/rows/row-kind.ts'
import { rowShape } from '../stores/rows/row-shape.ts'

/** A stored position, with the id by which rows say that they came from there. */
export interface StoredPosition extends PartitionPosition {
  readonly id: number
}

const POSITION = rowShape<StoredPosition>('position', {
  id: ID,
  source: TEXT,
  partition: COUNT,
  nextOffset: COUNT,
})

/** Reads all positions, in the order of source and partition. */
export async function readPositions(query: Query): Promise<StoredPosition[]> {
  return query(
    sql`
      SELECT id, source, partition, next_offset AS "nextOffset" FROM source_offsets ORDER BY source, partition`,
    POSITION,
  )
}

/** Reads the positions that were stored for the first time most recently, the newest first. */
export async function readNewestPositions(query: Query, limit: number): Promise<StoredPosition[]> {
  return query(
    sql`
      SELECT id, source, partition, next_offset AS "nextOffset" FROM source_offsets ORDER BY id DESC LIMIT ${limit}`,
    POSITION,
  )
}
