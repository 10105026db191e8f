import { sql } from 'drizzle-orm/sql'
import { describe, expect, it } from 'vitest'
import { verify } from '../../src/operations/verify.ts'
import { databases } from '../databases.ts'
import { DEFAULT_SHOP, fixturePath } from '../default-shop.ts'
import { withShop } from '../open-shop.ts'
import { replayFile } from '../replay-lines.ts'

describe.each(databases)('a flash sale on $name: 300 people ask for 100 pieces', ({ create }) => {
  it('gives the first hundred theirs, in order, and tells the others why not', async () => {
    await withShop(create, DEFAULT_SHOP, async (database) => {
      const totals = await replayFile(database, fixturePath('flash-sale.jsonl'))
      expect(totals).toMatchObject({
        read: 300,
        approved: 100,
        rejected: 200,
        rejectedByReason: { LIMIT_REACHED: 200 },
      })

      const [product] = await database.query(sql`SELECT stock, initial_stock FROM products WHERE id = 1`)
      expect(product).toEqual({ stock: 0, initial_stock: 100 })
      const approved = await database.query<{ sequence: number; line: number }>(sql`
        SELECT sequence, source_offset AS line FROM campaign_activity_entries WHERE status = 'APPROVED' ORDER BY sequence`)
      expect(approved.map(({ sequence }) => sequence)).toEqual(
        Array.from({ length: 100 }, (_, index) => index + 1),
      )
      expect(approved.map(({ line }) => line)).toEqual(approved.map(({ sequence }) => sequence))
      const [occurrences] = await database.query(sql`SELECT count(*) AS count FROM event_occurrences`)
      expect(occurrences).toEqual({ count: 100 })
      expect(await verify(database)).toMatchObject({ holds: true })
    })
  })
})
