import { sql } from 'drizzle-orm/sql'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { databases, type EmptyDatabase } from '../../test/databases.ts'
import { login, wish } from '../../test/outlet-messages.ts'
import { SHOP } from '../../test/shop.ts'
import { seed } from '../operations/seed/seed.ts'
import { parseSeed } from '../operations/seed/seed-file.ts'
import { verify } from '../operations/verify.ts'
import { MessageHandler } from '../pipeline/services/message-handler.ts'
import type { Database } from '../stores/database.ts'
import { openDatabase } from '../stores/open-database.ts'
import { DatabaseOutlet } from './database-outlet.ts'

/** A handler with a bug that user 13 meets. */
class BuggyHandler extends MessageHandler {
  override handle(...[request, work, at]: Parameters<MessageHandler['handle']>) {
    const { message } = request
    if ('kind' in message && message.userId === 13)
      return { outcome: 'dead_letter', reason: 'HANDLER_ERROR', error: 'a bug' } as const
    return super.handle(request, work, at)
  }
}

describe.each(databases)('direct mode on $name', ({ create }) => {
  let empty: EmptyDatabase
  let database: Database
  let outlet: DatabaseOutlet

  beforeEach(async () => {
    empty = await create()
    database = await openDatabase(empty.url, { isPrompt: true })
    await seed(database, parseSeed(SHOP, 'shop').seed, { reset: false })
    outlet = await DatabaseOutlet.open(database, {
      name: 'test',
      batchSize: 100,
      handler: new BuggyHandler(),
    })
  })
  afterEach(async () => {
    await outlet.close(5_000)
    await database.close()
    await empty.drop()
  })

  const inDatabase = async (userId: number) => {
    const [row] = await database.query<{ status: string; sequence: number | null }>(sql`
      SELECT status, sequence FROM campaign_activity_entries WHERE user_id = ${userId}`)
    return row
  }

  it('answers with the decision that is stored', async () => {
    const answer = await outlet.offer(wish(7))
    expect(answer).toMatchObject({
      state: 'decided',
      outcome: { outcome: 'approved' },
      entry: { userId: 7, sequence: 1, status: 'APPROVED', price: 19_900 },
      position: {
        offset: 0,
        at: { partition: 0, source: expect.stringMatching(/^http:test\/[0-9a-f-]{36}$/) },
      },
    })
    expect(await inDatabase(7)).toEqual({ status: 'APPROVED', sequence: 1 })
  })

  it('gives a user who asks again the approval that stands, in the same batch and later', async () => {
    const together = await Promise.all([outlet.offer(wish(7)), outlet.offer(wish(7)), outlet.offer(wish(8))])
    const later = await outlet.offer(wish(7))
    const seen = [...together, later].map((answer) => answer.state === 'decided' && answer)
    expect(seen.map((one) => one && [one.outcome.outcome, one.entry?.userId, one.entry?.sequence])).toEqual([
      ['approved', 7, 1],
      ['duplicate', 7, 1],
      ['approved', 8, 2],
      ['duplicate', 7, 1],
    ])
    expect(later).toMatchObject({ entry: { position: { offset: 0 } }, position: { offset: 3 } })
  })

  it('sells 100 pieces to the first 100 of 300 users, and tells the others why not', async () => {
    const answers = await Promise.all(
      Array.from({ length: 300 }, (_, index) => outlet.offer(wish(index + 101))),
    )
    const sequences = answers.map((answer) => (answer.state === 'decided' ? answer.entry?.sequence : answer))
    expect(sequences.slice(0, 100)).toEqual([...Array(100).keys()].map((index) => index + 1))
    expect(answers[299]).toMatchObject({
      outcome: { outcome: 'rejected', reason: 'LIMIT_REACHED' },
      entry: { rejectReason: 'LIMIT_REACHED', sequence: null },
    })
    expect(await verify(database)).toMatchObject({ holds: true })
  })

  it('keeps no dead letter of what it answers, but of a bug', async () => {
    const [unknown, noProduct, bug] = await Promise.all([
      outlet.offer(wish(1, { activityId: 99 })),
      outlet.offer(wish(1, { productId: 99 })),
      outlet.offer(wish(13)),
    ])
    expect(unknown).toMatchObject({ outcome: { outcome: 'dead_letter', reason: 'UNKNOWN_ACTIVITY' } })
    expect(noProduct).toMatchObject({ outcome: { outcome: 'dead_letter', reason: 'UNKNOWN_PRODUCT' } })
    expect(bug).toMatchObject({ outcome: { outcome: 'dead_letter', reason: 'HANDLER_ERROR' } })
    expect(await database.query(sql`SELECT "offset", reason FROM dead_letters`)).toEqual([
      { offset: 2, reason: 'HANDLER_ERROR' },
    ])
    expect(await verify(database)).toMatchObject({ holds: true })
  })

  it('records occurrences in a partition of their own, once each', async () => {
    const answers = await Promise.all([outlet.offer(login(1, 'a')), outlet.offer(login(1, 'a'))])
    expect(answers).toMatchObject([
      { outcome: { outcome: 'recorded' }, position: { at: { partition: 1 }, offset: 0 } },
      { outcome: { outcome: 'duplicate' }, entry: null },
    ])
  })

  it('answers all that wait before it closes, and takes nothing more', async () => {
    const waiting = Promise.all(Array.from({ length: 250 }, (_, index) => outlet.offer(wish(index + 1))))
    await outlet.close(5_000)
    expect((await waiting).every(({ state }) => state === 'decided')).toBe(true)
    expect(await outlet.offer(wish(999))).toMatchObject({ state: 'not_taken' })
    expect(outlet.waiting).toBe(0)
  })
})
