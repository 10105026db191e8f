import { sql } from 'drizzle-orm/sql'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { databases, type EmptyDatabase } from '../../../test/databases.ts'
import { replayFile, withLines } from '../../../test/replay-lines.ts'
import { click, OPENING, SHOP } from '../../../test/shop.ts'
import { deadLetterBatches } from '../../reads/dead-letters/dead-letter-batches.ts'
import { countDeadLetters, listDeadLetters, readDeadLetters } from '../../reads/dead-letters/dead-letters.ts'
import type { Database } from '../../stores/database.ts'
import { openDatabase } from '../../stores/open-database.ts'
import { seed } from '../seed/seed.ts'
import { parseSeed } from '../seed/seed-file.ts'
import { verify } from '../verify.ts'
import { discardDeadLetters } from './discard-dead-letters.ts'
import { exportedDeadLetter } from './exported-dead-letter.ts'
import { retryDeadLetters } from './retry-dead-letters.ts'

/** Activity 2 is not there yet. */
const early = (userId: number) => click(userId, { campaignActivityId: 2 })
const review = { triggerType: 'REVIEW', userId: 1, occurredAt: OPENING }
const tooLarge = `"${'x'.repeat(1024 * 1024)}"`
const LINES = [early(1), early(2), 'no JSON', early(1), Buffer.from([0xff, 0x1b]), review, tooLarge]
const WITH_ACTIVITY_2 = {
  ...SHOP,
  campaignActivities: [{ ...SHOP.campaignActivities[0], id: 2, limitCount: 1 }],
}

describe.each(databases)('dead letters on $name', ({ create }) => {
  let empty: EmptyDatabase
  let database: Database

  const retry = (filter = {}) => retryDeadLetters(database, filter, { retries: 0 })
  const statuses = () =>
    database.query(sql`SELECT "offset", status, reason FROM dead_letters ORDER BY id`) as Promise<unknown[]>

  beforeAll(async () => {
    empty = await create()
    database = await openDatabase(empty.url)
  })
  beforeEach(async () => {
    await seed(database, parseSeed(SHOP, 'shop').seed, { reset: true })
    await withLines(LINES, (file) => replayFile(database, file))
  })
  afterAll(async () => {
    await database.close()
    await empty.drop()
  })

  it('retries them in order, once each: what goes through is RETRIED, the rest stays PENDING', async () => {
    await seed(database, parseSeed(WITH_ACTIVITY_2, 'shop').seed, { reset: false })
    expect(await retry()).toMatchObject({
      retried: 3,
      approved: 1,
      rejected: 1,
      duplicate: 1,
      failedAgain: 3,
      cannotBeRetried: 1,
      takenByOthers: 0,
      deadLetterByReason: { INVALID_ENCODING: 1, INVALID_JSON: 1, UNSUPPORTED_TRIGGER_TYPE: 1 },
    })
    expect(await statuses()).toEqual([
      { offset: 1, status: 'RETRIED', reason: 'UNKNOWN_ACTIVITY' },
      { offset: 2, status: 'RETRIED', reason: 'UNKNOWN_ACTIVITY' },
      { offset: 3, status: 'PENDING', reason: 'INVALID_JSON' },
      { offset: 4, status: 'RETRIED', reason: 'UNKNOWN_ACTIVITY' },
      { offset: 5, status: 'PENDING', reason: 'INVALID_ENCODING' },
      { offset: 6, status: 'PENDING', reason: 'UNSUPPORTED_TRIGGER_TYPE' },
      { offset: 7, status: 'PENDING', reason: 'MESSAGE_TOO_LARGE' },
    ])
    expect(await verify(database)).toMatchObject({ holds: true })
    expect(await retry()).toMatchObject({ retried: 0, approved: 0, failedAgain: 3, cannotBeRetried: 1 })
    expect(await verify(database)).toMatchObject({ holds: true })
  })

  it('keeps the new reason of what fails again', async () => {
    const without = { ...WITH_ACTIVITY_2.campaignActivities[0], productId: null }
    await seed(database, parseSeed({ campaignActivities: [without] }, 'shop').seed, { reset: false })
    expect(await retry({ ids: [1] })).toMatchObject({ retried: 0, failedAgain: 1 })
    const [row] = await readDeadLetters(database, { ids: [1] }, { limit: 1 })
    expect(row).toMatchObject({ status: 'PENDING', reason: 'UNKNOWN_PRODUCT' })
  })

  it('retries only what the filter names, and nothing that was discarded', async () => {
    await seed(database, parseSeed(WITH_ACTIVITY_2, 'shop').seed, { reset: false })
    expect(await discardDeadLetters(database, { ids: [1, 3] })).toBe(2)
    expect(await discardDeadLetters(database, { ids: [1, 3] })).toBe(0)
    expect(await retry({ reason: 'UNKNOWN_ACTIVITY' })).toMatchObject({ read: 2, approved: 1, rejected: 1 })
    expect(await retry({ source: 'file:/elsewhere' })).toMatchObject({ read: 0, cannotBeRetried: 0 })
    expect(await countDeadLetters(database, { status: 'DISCARDED' })).toBe(2)
  })

  it('applies nothing twice when two processes retry the same at once', async () => {
    await seed(database, parseSeed(WITH_ACTIVITY_2, 'shop').seed, { reset: false })
    const other = await openDatabase(empty.url)
    try {
      const runs = await Promise.all([retry(), retryDeadLetters(other, {}, { retries: 20 })])
      expect(runs[0].approved + runs[1].approved).toBe(1)
      expect(runs[0].retried + runs[1].retried).toBe(3)
    } finally {
      await other.close()
    }
    expect(await verify(database)).toMatchObject({ holds: true })
  })

  it('asks for "now" what was now when the message was read', async () => {
    const { timestamp: _, ...untimed } = early(9)
    await withLines([untimed], (file) => replayFile(database, file))
    await seed(database, parseSeed(WITH_ACTIVITY_2, 'shop').seed, { reset: false })
    const createdAt = OPENING + 5
    const [letter] = await listDeadLetters(database, {}, { afterId: 7, limit: 1 })
    await database.query(sql`
      UPDATE dead_letters SET created_at = ${database.dialect.instant(createdAt)} WHERE id = ${letter?.id}`)
    await retry({ ids: [letter?.id ?? 0] })
    const requestedAt = database.dialect.epochMs(sql`requested_at`)
    const rows = await database.query(
      sql`SELECT ${requestedAt} AS at FROM campaign_activity_entries WHERE user_id = 9`,
    )
    expect(rows).toEqual([{ at: createdAt }])
  })

  it('lists them page by page, in the order of ids', async () => {
    const first = await listDeadLetters(database, { status: 'PENDING' }, { limit: 2 })
    expect(first.map(({ id }) => id)).toEqual([1, 2])
    const rest = await listDeadLetters(database, { reason: 'INVALID_ENCODING' }, { afterId: 2, limit: 9 })
    expect(rest).toMatchObject([{ id: 5, offset: 5, payloadBytes: 2, reason: 'INVALID_ENCODING' }])
  })

  it('exports the bytes as they came', async () => {
    const exported: Record<string, unknown>[] = []
    for await (const rows of deadLetterBatches(database, {})) {
      exported.push(...rows.map((row) => JSON.parse(exportedDeadLetter(row))))
    }
    expect(exported).toHaveLength(7)
    expect(exported[2]).toMatchObject({ offset: 3, payload: 'no JSON', messageKey: null, recordTime: null })
    expect(Buffer.from(String(exported[4]?.payloadBase64), 'base64')).toEqual(Buffer.from([0xff, 0x1b]))
  })
})

it('exports control characters as escapes, so that a terminal may show the line', () => {
  const line = exportedDeadLetter({
    id: 1,
    source: 'kafka:t',
    partition: 0,
    offset: 1,
    reason: 'INVALID_JSON',
    error: 'x',
    status: 'PENDING',
    createdAt: 0,
    payloadBytes: 3,
    messageKey: Buffer.from('k'),
    payload: Buffer.from('\u001b[31m\u009b\u007f'),
    messageKind: 'command',
    recordTime: 9e18,
  })
  expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/)
  expect(JSON.parse(line)).toMatchObject({
    payload: '\u001b[31m\u009b\u007f',
    recordTime: '9000000000000000000',
  })
})
