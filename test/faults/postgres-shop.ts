import { sql } from 'drizzle-orm'
import { inject } from 'vitest'
import { createTestDatabase } from '../../services/test-database.ts'
import type { Position, SourceMessage, SourceSlice } from '../../src/pipeline/source-slice.ts'
import { PostgresDatabase } from '../../src/stores/postgres/postgres-database.ts'
import type { EmptyDatabase } from '../databases.ts'
import { OPENING, SHOP } from '../shop.ts'

/** A Postgres database with the tables and the smallest shop in it. */
export async function openPostgresShop(): Promise<EmptyDatabase> {
  const empty = await createTestDatabase(inject('postgresAdminUrl'))
  const database = await PostgresDatabase.open(empty.url)
  const [product] = SHOP.products
  const [activity] = SHOP.campaignActivities
  await database.query(sql`
    INSERT INTO products (id, product_name, stock, initial_stock, price)
    VALUES (${product!.id}, ${product!.productName}, ${product!.stock}, ${product!.stock}, ${product!.price})`)
  await database.query(sql`INSERT INTO campaigns (id, name) VALUES (1, 'sale')`)
  await database.query(sql`
    INSERT INTO campaign_activities (id, campaign_id, product_id, name, activity_type, status, limit_count)
    VALUES (1, 1, 1, ${activity!.name}, ${activity!.activityType}, 'ACTIVE', ${activity!.limitCount})`)
  for (const { id, name, triggerType } of SHOP.events) {
    await database.query(
      sql`INSERT INTO events (id, name, status, trigger_type) VALUES (${id}, ${name}, 'ACTIVE', ${triggerType})`,
    )
  }
  await database.close()
  return empty
}

export interface SliceOptions {
  readonly partition?: number
  readonly from?: Position | null
}

/** JSON values (or bytes) as the next messages of a partition of `kafka:test`. */
export function sliceOf(
  values: readonly (object | Buffer | null)[],
  { partition = 0, from = null }: SliceOptions = {},
): SourceSlice {
  const start = from?.nextOffset ?? 0
  const messages = values.map(
    (value, index): SourceMessage => ({
      offset: start + index,
      key: Buffer.from([0, index % 256]),
      value: value === null || Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value)),
      recordTime: OPENING,
    }),
  )
  const to = { nextOffset: start + values.length, fingerprint: null }
  return {
    at: { source: 'kafka:test', partition },
    messageKind: null,
    messages,
    claim: { kind: 'advance', from, to },
  }
}
