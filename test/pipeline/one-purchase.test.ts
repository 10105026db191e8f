import { sql } from 'drizzle-orm/sql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seed } from '../../src/operations/seed/seed.ts'
import { parseSeed } from '../../src/operations/seed/seed-file.ts'
import type { Database } from '../../src/stores/database.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { databases, type EmptyDatabase } from '../databases.ts'
import { replayFile, withLines } from '../replay-lines.ts'
import { click, OPENING, SHOP } from '../shop.ts'

describe.each(databases)('one purchase, from bytes to rows, on $name', ({ create }) => {
  let empty: EmptyDatabase
  let database: Database

  beforeAll(async () => {
    empty = await create()
    database = await openDatabase(empty.url)
    await seed(database, parseSeed(SHOP, 'shop').seed, { reset: false })
    const line = click(7, { quantity: 2, price: '18000.50' })
    const totals = await withLines([line], (file) => replayFile(database, file))
    expect(totals).toMatchObject({ read: 1, approved: 1 })
  })

  afterAll(async () => {
    await database.close()
    await empty.drop()
  })

  it('saves the entry', async () => {
    const processedAt = database.dialect.epochMs(sql`processed_at`)
    const requestedAt = database.dialect.epochMs(sql`requested_at`)
    const [entry] = await database.query<Record<string, unknown>>(sql`
      SELECT *, ${requestedAt} AS requested_at, ${processedAt} AS processed_at FROM campaign_activity_entries`)
    expect(entry).toMatchObject({
      campaign_activity_id: 1,
      user_id: 7,
      product_id: 1,
      quantity: 2,
      price: 18_000.5,
      status: 'APPROVED',
      reject_reason: null,
      sequence: 1,
      requested_at: OPENING,
      source_offset: 1,
      stock_seen: 100,
      approved_seen: 0,
    })
    expect(Math.abs(Number(entry?.processed_at) - Date.now())).toBeLessThan(60_000)
  })

  it('decreases the stock and counts the approval', async () => {
    const [row] = await database.query(sql`
      SELECT stock, initial_stock, approved_count FROM products, campaign_activities`)
    expect(row).toEqual({ stock: 98, initial_stock: 100, approved_count: 1 })
  })

  it('updates the summary of the user', async () => {
    const lastPurchaseAt = database.dialect.epochMs(sql`last_purchase_at`)
    expect(
      await database.query(sql`SELECT user_id, ${lastPurchaseAt} AS at, last_login_at FROM user_summary`),
    ).toEqual([{ user_id: 7, at: OPENING, last_login_at: null }])
  })

  it('records the purchase under the first ACTIVE event of its trigger type', async () => {
    const occurredAt = database.dialect.epochMs(sql`occurred_at`)
    const [{ event_context: context, ...occurrence }] = (await database.query(sql`
      SELECT event_id, ${occurredAt} AS at, user_id, page_url, event_context, message_id, entry_id
      FROM event_occurrences`)) as [Record<string, unknown>]
    expect(occurrence).toEqual({
      event_id: 1,
      at: OPENING,
      user_id: 7,
      page_url: null,
      message_id: null,
      entry_id: 1,
    })
    const parsed = typeof context === 'string' ? JSON.parse(context) : context
    expect(parsed).toEqual({ campaignActivityId: 1, productId: 1, quantity: 2 })
  })

  it('stores the position with it', async () => {
    const [row] = await database.query<{ partition: number; next_offset: number }>(
      sql`SELECT partition, next_offset FROM source_offsets`,
    )
    expect(row).toEqual({ partition: 0, next_offset: 2 })
  })
})
