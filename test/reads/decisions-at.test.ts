import { sql } from 'drizzle-orm/sql'
import { describe, expect, it } from 'vitest'
import { retryDeadLetters } from '../../src/operations/dead-letters/retry-dead-letters.ts'
import { seed } from '../../src/operations/seed/seed.ts'
import { parseSeed } from '../../src/operations/seed/seed-file.ts'
import { BatchWriter } from '../../src/pipeline/commit/batch-writer.ts'
import { decisionsAt, SKIPPED } from '../../src/reads/sale/decisions-at.ts'
import type { Database } from '../../src/stores/database.ts'
import { databases } from '../databases.ts'
import { withShop } from '../open-shop.ts'
import { click, SHOP } from '../shop.ts'
import { sliceOf } from '../slice-of.ts'

const [SALE] = SHOP.campaignActivities
const ONE_PIECE = { ...SHOP, campaignActivities: [{ ...SALE, limitCount: 1 }] }

/** Users' requests of partition 0 of `kafka:test`, by their offsets. */
async function decided(database: Database, users: readonly number[], campaignActivityId = 1) {
  const requests = users.map((userId, offset) => ({
    campaignActivityId,
    userId,
    position: { at: { source: 'kafka:test', partition: 0 }, offset },
  }))
  const found = await decisionsAt(database, requests)
  return found.map((decision) => {
    if (decision === null || decision === SKIPPED) return decision
    const { outcome, entry, position } = decision
    const reason = 'reason' in outcome ? outcome.reason : null
    return [outcome.outcome, reason, entry && [entry.userId, entry.status, entry.sequence], position.offset]
  })
}

describe.each(databases)('decisions by position on $name', ({ create }) => {
  it('are those of each request, whatever became of its user since', () =>
    withShop(create, ONE_PIECE, async (database) => {
      const writer = new BatchWriter(database, { retries: 0 })
      const users = [1, 1, 2, 2, 3]
      expect(await decided(database, users)).toEqual(users.map(() => null))
      await writer.write([sliceOf(users.map((user) => click(user)))])
      await database.query(sql`UPDATE campaign_activities SET limit_count = 2`)
      const from = { nextOffset: users.length, fingerprint: null }
      const more = [2, 9]
      await writer.write([sliceOf([click(2), Buffer.from('no JSON')], { from })])
      expect(await decided(database, [...users, ...more, 1])).toEqual([
        ['approved', null, [1, 'APPROVED', 1], 0],
        ['duplicate', null, [1, 'APPROVED', 1], 1],
        ['duplicate', null, [2, 'APPROVED', 2], 5], // of the first request only its instant is kept
        ['rejected', 'LIMIT_REACHED', [2, 'REJECTED', null], 3],
        ['rejected', 'LIMIT_REACHED', [3, 'REJECTED', null], 4],
        ['approved', null, [2, 'APPROVED', 2], 5],
        ['dead_letter', 'INVALID_JSON', null, 6],
        null, // the source has not come so far
      ])
    }))

  it('say that there will be none where the position went past a request that nobody read', () =>
    withShop(create, SHOP, async (database) => {
      const writer = new BatchWriter(database, { retries: 0 })
      await writer.write([sliceOf([click(1), click(2)])])
      // The topic was made anew, say, and others' requests stand where these did.
      expect(await decided(database, [8, 9, 8])).toEqual([SKIPPED, SKIPPED, null])
    }))

  it('say of a dead letter that went through later what became of it then', () =>
    withShop(create, SHOP, async (database) => {
      const writer = new BatchWriter(database, { retries: 0 })
      await writer.write([sliceOf([click(1, { campaignActivityId: 2 })])])
      expect(await decided(database, [1], 2)).toEqual([['dead_letter', 'UNKNOWN_ACTIVITY', null, 0]])
      const later = { campaignActivities: [{ ...SALE, id: 2 }] }
      await seed(database, parseSeed(later, 'shop').seed, { reset: false })
      await retryDeadLetters(database, {}, { retries: 0 })
      expect(await decided(database, [1], 2)).toEqual([['approved', null, [1, 'APPROVED', 1], 0]])
    }))
})
