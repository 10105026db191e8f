import { sql } from 'drizzle-orm/sql'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { databases, type EmptyDatabase } from '../../../test/databases.ts'
import { replayFile, withLines } from '../../../test/replay-lines.ts'
import { click, SHOP } from '../../../test/shop.ts'
import type { Database } from '../../stores/database.ts'
import { openDatabase } from '../../stores/open-database.ts'
import { verify } from '../verify.ts'
import { seed } from './seed.ts'
import { parseSeed } from './seed-file.ts'

const [product] = SHOP.products as [(typeof SHOP.products)[0]]
const [activity] = SHOP.campaignActivities as [(typeof SHOP.campaignActivities)[0]]

describe.each(databases)('seed on $name', ({ create }) => {
  let empty: EmptyDatabase
  let database: Database

  const apply = (content: object, reset = false) => seed(database, parseSeed(content, 'shop').seed, { reset })
  const sell = (users: readonly number[], quantity = 1) =>
    withLines(
      users.map((userId) => click(userId, { quantity })),
      (file) => replayFile(database, file),
    )
  const stocks = async () => {
    const [row] = await database.query<{ stock: number; initial: number }>(
      sql`SELECT stock, initial_stock AS initial FROM products WHERE id = 1`,
    )
    return row
  }

  beforeAll(async () => {
    empty = await create()
    database = await openDatabase(empty.url)
  })
  beforeEach(() => apply(SHOP, true))
  afterAll(async () => {
    await database.close()
    await empty.drop()
  })

  it('does the same twice as once', async () => {
    const unchanged = (count: number) => ({ inserted: 0, updated: 0, unchanged: count })
    expect(await apply(SHOP)).toEqual({
      products: unchanged(1),
      campaigns: unchanged(1),
      campaignActivities: unchanged(1),
      events: unchanged(3),
    })
    expect(await stocks()).toEqual({ stock: 100, initial: 100 })
  })

  it('tells how far it is while it saves many rows', async () => {
    const products = Array.from({ length: 1_200 }, (_, index) => ({ ...product, id: index + 1 }))
    const saved: number[] = []
    const onSaved = (rows: number) => saved.push(rows)
    await seed(database, parseSeed({ products }, 'shop').seed, { reset: true, onSaved })
    expect(saved.length).toBeGreaterThan(1)
    expect(saved.reduce((sum, rows) => sum + rows, 0)).toBe(1_200)
  })

  it('says what it inserted and what it updated', async () => {
    const summary = await apply({
      products: [
        { ...product, price: 5.5 },
        { ...product, id: 2 },
      ],
      events: [{ ...SHOP.events[0], triggerPayload: { b: 1, a: { d: [1], c: 2 } } }],
    })
    expect(summary.products).toEqual({ inserted: 1, updated: 1, unchanged: 0 })
    expect(summary.events).toEqual({ inserted: 0, updated: 1, unchanged: 0 })
    const reordered = { events: [{ ...SHOP.events[0], triggerPayload: { a: { c: 2, d: [1] }, b: 1 } }] }
    expect((await apply(reordered)).events).toEqual({ inserted: 0, updated: 0, unchanged: 1 })
  })

  it('keeps instants, prices and nulls as the file has them', async () => {
    const startDate = '2026-05-01T10:00:00.123+09:00'
    const changed = {
      ...activity,
      startDate,
      endDate: null,
      price: '0.10',
      productId: null,
      limitCount: null,
    }
    await apply({ campaignActivities: [changed] })
    const start = database.dialect.epochMs(sql`start_date`)
    const [row] = await database.query(
      sql`SELECT ${start} AS start, end_date, price, product_id, limit_count FROM campaign_activities`,
    )
    expect(row).toEqual({
      start: Date.parse(startDate),
      end_date: null,
      price: 0.1,
      product_id: null,
      limit_count: null,
    })
  })

  it('applies a changed stock as a difference: what was sold stays sold', async () => {
    await sell([1, 2, 3])
    await apply({ products: [{ ...product, stock: 50 }] })
    expect(await stocks()).toEqual({ stock: 47, initial: 50 })
    await apply({ products: [{ ...product, stock: 3 }] })
    expect(await stocks()).toEqual({ stock: 0, initial: 3 })
  })

  it('refuses to take back what was sold or approved, and changes nothing at all', async () => {
    await sell([1, 2, 3])
    const renamed = { campaigns: [{ id: 1, name: '다른 이름' }] }
    await expect(apply({ ...renamed, products: [{ ...product, stock: 2 }] })).rejects.toThrow(
      expect.objectContaining({
        code: 'SEED_STOCK_TOO_LOW',
        message: expect.stringMatching(/stock 2 of product 1 .* the 3 /),
      }),
    )
    await expect(apply({ ...renamed, campaignActivities: [{ ...activity, limitCount: 2 }] })).rejects.toThrow(
      expect.objectContaining({
        code: 'SEED_LIMIT_TOO_LOW',
        message: expect.stringMatching(/limitCount 2 .* the 3 /),
      }),
    )
    expect(await database.query(sql`SELECT name FROM campaigns`)).toEqual([{ name: SHOP.campaigns[0]?.name }])
    expect(await stocks()).toEqual({ stock: 97, initial: 100 })
  })

  it('takes references to the file or to the database, and no others', async () => {
    await apply({ campaignActivities: [{ ...activity, id: 2 }] })
    await apply({
      campaigns: [{ id: 5, name: '여름' }],
      campaignActivities: [{ ...activity, id: 3, campaignId: 5 }],
    })
    for (const [field, id] of [
      ['campaignId', 6],
      ['productId', 7],
    ]) {
      await expect(
        apply({ campaignActivities: [activity, { ...activity, id: 4, [String(field)]: id }] }),
      ).rejects.toThrow(
        expect.objectContaining({
          code: 'SEED_REFERENCE_UNKNOWN',
          message: expect.stringContaining(`campaignActivities[1].${field} is ${id}`),
        }),
      )
    }
  })

  it('with reset empties every table, and ids start again', async () => {
    await sell([1, 2, 3, 0])
    await apply(SHOP, true)
    await sell([4])
    const [row] = await database.query(sql`
      SELECT (SELECT min(id) FROM campaign_activity_entries) AS entry, (SELECT count(*) FROM dead_letters) AS letters,
             (SELECT min(id) FROM source_offsets) AS source, (SELECT count(*) FROM user_summary) AS users`)
    expect(row).toEqual({ entry: 1, letters: 0, source: 1, users: 1 })
  })

  it('keeps every character and every millisecond', async () => {
    const name = 'say "hi" \\ to\nit\'s 한정판 🧢 \u2028 %s $1 ?'
    const startAt = '2026-05-01T10:00:00.123+09:00'
    const triggerPayload = { 'it\'s "a" \\ key': [name, 0.1, 12345678901234, null, true] }
    await apply({
      products: [{ ...product, productName: name, price: '0.07' }],
      campaigns: [{ id: 9, name, startAt, endAt: null }],
      events: [{ id: 9, name, status: 'ACTIVE', triggerType: 'LOGIN', triggerPayload }],
    })
    const epochMs = database.dialect.epochMs(sql`start_at`)
    const [row] = await database.query<Record<string, unknown>>(sql`
      SELECT product_name AS product, price, campaigns.name AS campaign, ${epochMs} AS start, end_at AS end_at,
             CAST(trigger_payload AS text) AS payload
      FROM products, campaigns, events WHERE products.id = ${product?.id} AND campaigns.id = 9 AND events.id = 9`)
    expect({ ...row, payload: JSON.parse(String(row?.payload)) }).toEqual({
      product: name,
      price: 0.07,
      campaign: name,
      start: Date.parse(startAt),
      end_at: null,
      payload: triggerPayload,
    })
  })

  it('loads thousands of rows', async () => {
    const products = Array.from({ length: 2_500 }, (_, index) => ({ ...product, id: index + 1 }))
    expect((await apply({ products })).products).toEqual({ inserted: 2_499, updated: 0, unchanged: 1 })
  })

  it('keeps initial stock − stock = sold, whatever is seeded and sold in between', async () => {
    const step = fc.oneof(
      fc.record({ stock: fc.integer({ min: 0, max: 30 }) }),
      fc.record({
        users: fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 5 }),
        quantity: fc.integer({ min: 1, max: 4 }),
      }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
        await apply(SHOP, true)
        for (const next of steps) {
          if ('users' in next) {
            await sell(next.users, next.quantity)
            continue
          }
          const before = await stocks()
          const sold = (before?.initial ?? 0) - (before?.stock ?? 0)
          const attempt = apply({ products: [{ ...product, stock: next.stock }] })
          if (next.stock < sold) await expect(attempt).rejects.toThrow('that were sold')
          else await attempt
        }
        expect(await verify(database)).toMatchObject({ holds: true })
      }),
      { numRuns: 25 },
    )
  })
})
