import { sql } from 'drizzle-orm/sql'
import { describe, expect, it } from 'vitest'
import { databases } from '../../../test/databases.ts'
import { withShop } from '../../../test/open-shop.ts'
import { replayFile, withLines } from '../../../test/replay-lines.ts'
import { click, SHOP } from '../../../test/shop.ts'
import { explain } from '../../reads/explain.ts'
import type { Database } from '../../stores/database.ts'
import { proveReceipt } from './prove-receipt.ts'
import type { Receipt } from './receipt.ts'

const [ACTIVITY] = SHOP.campaignActivities
const FOR_TWO = { ...SHOP, campaignActivities: [{ ...ACTIVITY, limitCount: 2 }] }

/** Users 7 and 8 get in, 9 and 10 don't; 7 and 9 ask again. */
const LINES = [click(7), click(8), click(9), click(10), click(7), click(9)]

const TRUE = { differences: [], note: null }

describe.each(databases)('on $name', ({ create }) => {
  const withSale = (work: (database: Database, receiptOf: ReceiptOf) => Promise<void>): Promise<void> =>
    withShop(create, FOR_TWO, (database) =>
      withLines(LINES, async (file) => {
        await replayFile(database, file, { batchSize: 2 })
        const receiptOf: ReceiptOf = async (line, userId, outcome) => {
          const entry = (await explain(database, { activityId: 1, userId }))!
          const position = { source: `file:${file}`, partition: 0, offset: line }
          return {
            activityId: 1,
            userId,
            outcome,
            sequence: entry.sequence,
            decidedAt: entry.processedAt,
            position,
          }
        }
        await work(database, receiptOf)
      }),
    )
  type ReceiptOf = (line: number, userId: number, outcome: Receipt['outcome']) => Promise<Receipt>

  it('proves what the database decided', () =>
    withSale(async (database, receiptOf) => {
      const receipts = [
        await receiptOf(1, 7, 'approved'),
        await receiptOf(2, 8, 'approved'),
        await receiptOf(4, 10, 'rejected'),
        await receiptOf(5, 7, 'duplicate'),
        await receiptOf(6, 9, 'rejected'),
      ]
      expect(receipts.map(({ sequence }) => sequence)).toEqual([1, 2, null, 1, null])
      for (const receipt of receipts) expect(await proveReceipt(database, receipt)).toEqual(TRUE)
    }))

  it('says that a first rejection was followed by another decision', () =>
    withSale(async (database, receiptOf) => {
      const proof = await proveReceipt(database, await receiptOf(3, 9, 'rejected'))
      expect(proof).toMatchObject({ differences: [], note: expect.stringContaining('the user asked again') })
    }))

  it.each<[string, Partial<Receipt>, string]>([
    ['another sequence', { sequence: 2 }, 'the sequence is 1, not 2'],
    ['another instant', { decidedAt: 0 }, 'not 1970-01-01T00:00:00.000Z'],
    ['another user', { userId: 11 }, 'the database has no entry of user 11'],
    ['a user who was rejected', { userId: 10 }, 'the entry is rejected: LIMIT_REACHED'],
    ['another activity', { activityId: 2 }, 'the database has no entry of user 7 for activity 2'],
    ['a rejection', { outcome: 'rejected' }, 'the request is approved, not rejected'],
  ])('finds %s', (_, wrong, difference) =>
    withSale(async (database, receiptOf) => {
      const { differences } = await proveReceipt(database, {
        ...(await receiptOf(1, 7, 'approved')),
        ...wrong,
      })
      expect(differences.join()).toContain(difference)
    }),
  )

  it.each<[number, Receipt['outcome'], string]>([
    [2, 'approved', 'is no request of this user that was answered so'],
    [5, 'approved', 'is no request of this user that was answered so'],
    [4, 'duplicate', 'is no request of this user that was answered so'],
    [4, 'rejected', 'is no request of this user'],
    [99, 'approved', 'the database has not seen file:'],
  ])('finds the place of another request: line %d as %s', (line, outcome, difference) =>
    withSale(async (database, receiptOf) => {
      const { differences } = await proveReceipt(database, await receiptOf(line, 7, outcome))
      expect(differences.join()).toContain(difference)
    }),
  )

  it('finds that the entry is gone', () =>
    withSale(async (database, receiptOf) => {
      const receipt = await receiptOf(1, 7, 'approved')
      await database.query(sql`DELETE FROM campaign_activity_entries WHERE user_id = 7`)
      expect((await proveReceipt(database, receipt)).differences).toEqual([
        'the database has no entry of user 7 for activity 1',
      ])
    }))

  it('tells whether a pending request was decided', () =>
    withSale(async (database, receiptOf) => {
      const pending = async (line: number) => ({ ...(await receiptOf(line, 7, 'pending')), decidedAt: null })
      expect((await proveReceipt(database, await pending(1))).note).toContain('the request is decided')
      expect((await proveReceipt(database, await pending(7))).note).toBe('the request is not decided yet')
    }))
})
