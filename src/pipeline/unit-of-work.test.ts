import { expect, it } from 'vitest'
import type { CampaignActivityEntry } from '../domain/campaign-activity-entry.ts'
import type { LoadedRows } from './rows.ts'
import { UnitOfWork } from './unit-of-work.ts'

const at = { source: 'file:/sale.jsonl', partition: 0 }

function rows(): LoadedRows {
  const activity = {
    id: 1,
    productId: 1,
    activityType: 'FIRST_COME_FIRST_SERVE',
    status: 'ACTIVE' as const,
    limitCount: 2,
    approvedCount: 0,
    startDate: null,
    endDate: null,
    price: null,
  }
  return {
    activities: new Map([[1, activity]]),
    products: new Map([[1, { id: 1, stock: 5, price: 10 }]]),
    entries: new Map([[1, new Map([[7, { status: 'REJECTED' as const, requestedAt: 1 }]])]]),
    events: new Map(),
    defaultEvents: new Map(),
    recordedMessageIds: new Set(),
    recordedPositions: new Set(),
  }
}

const entry = (userId: number, status: 'APPROVED' | 'REJECTED' = 'APPROVED'): CampaignActivityEntry => ({
  campaignActivityId: 1,
  userId,
  productId: 1,
  quantity: 1,
  price: 10,
  status,
  rejectReason: status === 'REJECTED' ? 'OUT_OF_STOCK' : null,
  sequence: status === 'APPROVED' ? 1 : null,
  requestedAt: 1,
  processedAt: 2,
  position: { at, offset: 1 },
  stockSeen: 5,
  approvedSeen: 0,
})

const occurrence = (messageId: string) => ({
  eventId: 1,
  occurredAt: 1,
  userId: 7,
  pageUrl: null,
  context: '{}',
  messageId,
  browser: null,
  entry: null,
  position: { at, offset: 1 },
  checksum: null,
})

/** One of every change there is. */
function changeEverything(work: UnitOfWork): void {
  work.saveEntry(entry(7))
  work.saveEntry(entry(8, 'REJECTED'))
  work.saveEntry(entry(8))
  work.countApproval(work.activity(1)!)
  work.decreaseStock(1, 2)
  work.updateSummary(7, { lastPurchaseAt: 5 })
  work.saveOccurrence(occurrence('m'))
  work.saveRepeatedRequest({
    campaignActivityId: 1,
    userId: 7,
    requestedAt: 1,
    outcome: { outcome: 'duplicate' },
    position: { at, offset: 2 },
  })
}

it('leaves no trace of a message that was rolled back', () => {
  const work = new UnitOfWork(rows())
  changeEverything(work)
  work.rollback()
  expect(work.changes).toEqual(new UnitOfWork(rows()).changes)
  expect(work.activity(1)?.approvedCount).toBe(0)
  expect(work.product(1)?.stock).toBe(5)
  expect(work.entry(1, 7)?.status).toBe('REJECTED')
  expect(work.entry(1, 8)).toBeUndefined()
  expect(work.wasRecorded('m', { at, offset: 1 })).toBe(false)
  work.saveEntry(entry(8))
  work.saveEntry(entry(7))
  expect(work.changes.entries.map(({ entry: { userId } }) => userId)).toEqual([8, 7])
})

it('undoes only what came after the last savepoint', () => {
  const work = new UnitOfWork(rows())
  changeEverything(work)
  work.release()
  const kept = structuredClone(work.changes)
  work.saveEntry(entry(9))
  work.decreaseStock(1, 3)
  work.updateSummary(7, { lastPurchaseAt: 9, lastLoginAt: 9 })
  work.saveOccurrence(occurrence('n'))
  work.rollback()
  expect(work.changes).toEqual(kept)
  expect(work.product(1)?.stock).toBe(3)
})

it('shows later messages what earlier ones changed', () => {
  const work = new UnitOfWork(rows())
  changeEverything(work)
  work.release()
  expect(work.entry(1, 8)?.status).toBe('APPROVED')
  expect(work.activity(1)?.approvedCount).toBe(1)
  expect(work.product(1)?.stock).toBe(3)
  expect(work.wasRecorded('m', { at, offset: 9 })).toBe(true)
  expect(work.changes.entries.map(({ entry: { userId }, isNew }) => [userId, isNew])).toEqual([
    [7, false],
    [8, true],
  ])
})

it('hands out each change once, and takes what was handed out as stored', () => {
  const work = new UnitOfWork(rows())
  changeEverything(work)
  work.release()
  const first = work.takeChanges(false)
  expect(first.entries.map(({ isNew }) => isNew)).toEqual([false, true])
  expect(first.summaries.size).toBe(0)
  work.saveEntry(entry(8))
  work.saveEntry(entry(9))
  work.decreaseStock(1, 1)
  const { entries, stockTaken, summaries } = work.takeChanges()
  expect([...summaries.keys()]).toEqual([7])
  expect(entries.map(({ entry: { userId }, isNew }) => [userId, isNew])).toEqual([
    [8, false],
    [9, true],
  ])
  expect(stockTaken).toEqual(new Map([[1, 1]]))
  expect(work.occurrences).toHaveLength(1)
  expect(work.productsChanged()).toEqual([{ id: 1, stock: 2, price: 10 }])
  expect(work.activitiesChanged()).toMatchObject([{ id: 1, approvedCount: 1 }])
})

it('never moves a summary back', () => {
  const work = new UnitOfWork(rows())
  work.updateSummary(7, { lastPurchaseAt: 5 })
  work.updateSummary(7, { lastPurchaseAt: 3, lastLoginAt: 4 })
  expect(work.changes.summaries.get(7)).toEqual({ userId: 7, lastPurchaseAt: 5, lastLoginAt: 4 })
})

it('refuses to sell what is not there', () => {
  const work = new UnitOfWork(rows())
  expect(() => work.decreaseStock(1, 6)).toThrow(RangeError)
  expect(() => work.decreaseStock(2, 1)).toThrow(RangeError)
})
