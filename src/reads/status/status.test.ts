import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, type EmptyDatabase } from '../../../test/databases.ts'
import { replayFile, withLines } from '../../../test/replay-lines.ts'
import { click, SHOP } from '../../../test/shop.ts'
import { seed } from '../../operations/seed/seed.ts'
import { parseSeed } from '../../operations/seed/seed-file.ts'
import type { Database } from '../../stores/database.ts'
import { openDatabase } from '../../stores/open-database.ts'
import { readStatus } from './status.ts'

describe.each(databases)('status on $name', ({ create }) => {
  let empty: EmptyDatabase
  let database: Database

  beforeAll(async () => {
    empty = await create()
    database = await openDatabase(empty.url)
    const other = {
      ...SHOP.campaignActivities[0],
      id: 2,
      name: 'A\u001b[2J',
      productId: null,
      limitCount: null,
    }
    const shop = { ...SHOP, campaignActivities: [...SHOP.campaignActivities, other] }
    await seed(database, parseSeed(shop, 'shop').seed, { reset: true })
    const clicks = Array.from({ length: 300 }, (_, index) => click(index + 1))
    await withLines([...clicks, 'no JSON'], (file) => replayFile(database, file))
  })
  afterAll(async () => {
    await database.close()
    await empty.drop()
  })

  it('says what is left, who got in, what was refused, and how far it has read', async () => {
    const status = await readStatus(database)
    expect(status.products).toEqual([
      { id: 1, productName: '한정판 머그컵', stock: 0, initialStock: 100, sold: 100 },
    ])
    expect(status.entries).toEqual({ approved: 100, rejected: 200, rejectedByReason: { LIMIT_REACHED: 200 } })
    expect(status.activities).toMatchObject([
      { id: 1, approved: 100, limitCount: 100, rejected: 200 },
      { id: 2, approved: 0, limitCount: null, rejected: 0 },
    ])
    expect(status.occurrences).toEqual([
      { eventId: 1, eventName: '구매', triggerType: 'PURCHASE', count: 100 },
    ])
    expect(status.deadLetters).toEqual([{ reason: 'INVALID_JSON', status: 'PENDING', count: 1 }])
    expect(status.positions).toMatchObject([{ partition: 0, nextOffset: 302 }])
  })

  it('reads no more rows and no longer names than are wanted, and says how many are left', async () => {
    const status = await readStatus(database, { limit: 1, nameLength: 4 })
    expect(status.products).toMatchObject([{ id: 1, productName: '한정판…' }])
    expect(status.activities).toMatchObject([{ id: 1, name: '머그컵…', campaignName: '봄맞이…' }])
    expect(status.more).toEqual({ products: 0, activities: 1 })
    expect(status.entries).toMatchObject({ approved: 100, rejected: 200 })
    expect(status.occurrences).toMatchObject([{ eventName: '구매', count: 100 }])
  })

  it('narrows it down to one activity', async () => {
    expect(await readStatus(database, { activityId: 2 })).toMatchObject({
      products: [],
      activities: [{ id: 2 }],
    })
  })
})
