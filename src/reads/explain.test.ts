import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, type EmptyDatabase } from '../../test/databases.ts'
import { replayFile, withLines } from '../../test/replay-lines.ts'
import { click, OPENING, SHOP } from '../../test/shop.ts'
import { retryDeadLetters } from '../operations/dead-letters/retry-dead-letters.ts'
import { seed } from '../operations/seed/seed.ts'
import { parseSeed } from '../operations/seed/seed-file.ts'
import type { Database } from '../stores/database.ts'
import { openDatabase } from '../stores/open-database.ts'
import { explain } from './explain.ts'

const [MUG_SALE] = SHOP.campaignActivities
const SMALL_SHOP = {
  ...SHOP,
  products: [...SHOP.products, { id: 2, productName: '접시', stock: 3, price: 5_000 }],
  campaignActivities: [
    { ...MUG_SALE, limitCount: 2 },
    { ...MUG_SALE, id: 2, name: '접시 선착순', productId: 2, limitCount: null },
    { ...MUG_SALE, id: 3, name: '아직', status: 'PAUSED' },
    { ...MUG_SALE, id: 4, name: '오늘만', startDate: OPENING, endDate: OPENING + 1_000 },
  ],
}

const LINES = [
  click(1),
  click(2, { timestamp: OPENING + 5 }),
  click(3, { timestamp: OPENING + 6 }), // LIMIT_REACHED
  click(1, { timestamp: OPENING + 7 }), // duplicate
  click(3, { timestamp: OPENING + 8 }), // LIMIT_REACHED again
  click(4, { campaignActivityId: 2, quantity: 4 }), // OUT_OF_STOCK
  click(5, { campaignActivityId: 3 }),
  click(6, { campaignActivityId: 4, timestamp: OPENING - 1 }),
  click(7, { productId: 2 }), // PRODUCT_MISMATCH
  click(8, { campaignActivityId: 5 }), // dead letter UNKNOWN_ACTIVITY
  click(4, { campaignActivityId: 2, quantity: 3, timestamp: OPENING + 9 }), // approved now
]

describe.each(databases)('explain on $name', ({ create }) => {
  let empty: EmptyDatabase
  let database: Database
  let source: string
  const position = (offset: number) => ({ source, partition: 0, offset })

  beforeAll(async () => {
    empty = await create()
    database = await openDatabase(empty.url)
    await seed(database, parseSeed(SMALL_SHOP, 'shop').seed, { reset: false })
    await withLines(LINES, async (file) => {
      source = `file:${file}`
      await replayFile(database, file, { batchSize: 4 })
      // Nothing new is kept of what is read again.
      await replayFile(database, file, { fromStart: true })
    })
  })
  afterAll(async () => {
    await database.close()
    await empty.drop()
  })

  it('tells the whole story of an approval: number, times, place, what was there, and the occurrence', async () => {
    const explanation = await explain(database, { activityId: 1, userId: 2 })
    expect(explanation).toMatchObject({
      activity: { id: 1, name: '머그컵 선착순 100명', status: 'ACTIVE', limitCount: 2, approvedCount: 2 },
      product: { id: 1, name: '한정판 머그컵', stock: 98 },
      userId: 2,
      outcome: 'approved',
      sequence: 2,
      rejectReason: null,
      why: 'approved as number 2: 1 was approved before (the limit is now 2) and stock was 99, enough for 1',
      quantity: 1,
      price: 19_900,
      requestedAt: OPENING + 5,
      position: position(2),
      deadLetterId: null,
      seen: { stock: 99, approved: 1 },
      occurrence: {
        occurredAt: OPENING + 5,
        eventId: 1,
        eventName: '구매',
        triggerType: 'PURCHASE',
        context: { campaignActivityId: 1, productId: 1, quantity: 1 },
      },
      laterRequests: [],
    })
    expect(Math.abs((explanation?.processedAt ?? 0) - Date.now())).toBeLessThan(60_000)
  })

  it('lists what the user asked for again', async () => {
    const explanation = await explain(database, { activityId: 1, userId: 1 })
    expect(explanation).toMatchObject({ outcome: 'approved', position: position(1) })
    expect(explanation?.laterRequests).toEqual([
      {
        requestedAt: OPENING + 7,
        outcome: 'duplicate',
        rejectReason: null,
        position: position(4),
        decided: false,
      },
    ])
  })

  it('tells which request was decided last of a user who was rejected twice', async () => {
    expect(await explain(database, { activityId: 1, userId: 3 })).toMatchObject({
      outcome: 'rejected',
      sequence: null,
      rejectReason: 'LIMIT_REACHED',
      why: 'rejected because the limit was reached: 2 were approved before (the limit is now 2)',
      requestedAt: OPENING + 6,
      position: position(5),
      seen: { stock: 98, approved: 2 },
      occurrence: null,
      laterRequests: [
        { requestedAt: OPENING + 8, outcome: 'rejected', rejectReason: 'LIMIT_REACHED', decided: true },
      ],
    })
  })

  it('tells that a rejected user was approved later', async () => {
    expect(await explain(database, { activityId: 2, userId: 4 })).toMatchObject({
      outcome: 'approved',
      why: 'approved as number 1: 0 were approved before (no limit now) and stock was 3, enough for 3',
      requestedAt: OPENING + 9,
      position: position(11),
      laterRequests: [{ outcome: 'approved', rejectReason: null, position: position(11), decided: true }],
    })
  })

  it.each([
    [3, 5, 'rejected because the activity was not ACTIVE when the request was processed (now it is PAUSED)'],
    [
      4,
      6,
      'rejected because the request was made at 2026-05-01T00:59:59.999Z, outside of the period (which is now from 2026-05-01T01:00:00.000Z to 2026-05-01T01:00:01.000Z)',
    ],
    [1, 7, 'rejected because the request named product 2, and the activity another one (now 1)'],
  ])('gives the reason in words (activity %i, user %i)', async (activityId, userId, why) => {
    expect(await explain(database, { activityId, userId })).toMatchObject({ outcome: 'rejected', why })
  })

  it('knows nothing of who never asked, whose message is a dead letter, or of another activity', async () => {
    expect(await explain(database, { activityId: 1, userId: 99 })).toBeNull()
    expect(await explain(database, { activityId: 5, userId: 8 })).toBeNull()
    expect(await explain(database, { activityId: 2, userId: 1 })).toBeNull()
  })

  it('tells that the retry of a dead letter decided', async () => {
    const activity = { ...MUG_SALE, id: 5, name: '늦게', limitCount: null }
    await seed(database, parseSeed({ campaignActivities: [activity] }, 'shop').seed, { reset: false })
    expect(await retryDeadLetters(database, {}, { retries: 0 })).toMatchObject({ approved: 1 })
    expect(await explain(database, { activityId: 5, userId: 8 })).toMatchObject({
      outcome: 'approved',
      position: position(10),
      deadLetterId: expect.any(Number),
    })
  })
})
