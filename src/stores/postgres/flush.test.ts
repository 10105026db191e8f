import { sql } from 'drizzle-orm/sql'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { EmptyDatabase } from '../../../test/databases.ts'
import { openPostgresShop } from '../../../test/faults/postgres-shop.ts'
import { click, OPENING } from '../../../test/shop.ts'
import { sliceOf } from '../../../test/slice-of.ts'
import { BatchWriter } from '../../pipeline/commit/batch-writer.ts'
import { FencedError } from '../../pipeline/commit/fenced-error.ts'
import type { SourceSlice } from '../../pipeline/source-slice.ts'
import { PostgresDatabase } from './postgres-database.ts'
import { PostgresUrl } from './postgres-url.ts'

/** Of a batch that is one part, and of one that is three. */
const MOST_STATEMENTS = { 1: 11, 300: 15 } as const
const event = (triggerType: string, more: object = {}) => ({ triggerType, occurredAt: OPENING, ...more })

describe('a batch on Postgres', () => {
  let shop: EmptyDatabase
  let database: PostgresDatabase
  let writer: BatchWriter

  beforeEach(async () => {
    shop = await openPostgresShop()
    database = await PostgresDatabase.open(new PostgresUrl(shop.url))
    writer = new BatchWriter(database, { retries: 0 })
  })

  afterEach(async () => {
    vi.restoreAllMocks()
    await database.close()
    await shop.drop()
  })

  /** Everything that can happen, `times` over, in one batch of several partitions. */
  async function everything(times: number): Promise<SourceSlice[]> {
    const repeat = (values: readonly (object | Buffer | null)[]) =>
      Array.from({ length: times }, () => values).flat()
    await database.query(sql`UPDATE campaign_activities SET limit_count = 1`)
    const before = sliceOf([
      click(1),
      click(2),
      null,
      event('LOGIN_SUCCESS', { userId: 1 }),
      Buffer.from('{'),
    ])
    const other = sliceOf([null, null], { partition: 1 })
    await writer.write([before, other])
    await database.query(sql`UPDATE campaign_activities SET limit_count = 1000000`)
    const [{ id } = { id: 0 }] = await database.query<{ id: number }>(
      sql`SELECT id FROM dead_letters WHERE source = 'kafka:test' AND "offset" = 0 AND partition = 1`,
    )
    const again = {
      ...before,
      messages: [...before.messages.slice(0, 3), { ...before.messages[4]!, value: Buffer.from('[') }],
      claim: {
        kind: 'advance',
        from: { nextOffset: 5, fingerprint: null },
        to: { nextOffset: 4, fingerprint: null },
      },
    } as const
    const retried = {
      ...other,
      messages: other.messages.slice(0, 1),
      claim: { kind: 'retry', deadLetterIds: [id] },
    } as const
    const more = repeat([
      click(1),
      click(2),
      click(3),
      event('SIGNUP', { userId: 3 }),
      null,
      Buffer.from('[['),
    ])
    const fresh = sliceOf([...more, event('PURCHASE', { userId: 9, messageId: 'm1', eventId: 1 })], {
      partition: 2,
    })
    const next = sliceOf(more, { partition: 1, from: { nextOffset: 2, fingerprint: null } })
    return [again, next, fresh, retried]
  }

  test.each([1, 300] as const)('takes few statements, whatever is in it (%i times)', async (times) => {
    const slices = await everything(times)
    const query = vi.spyOn(pg.Client.prototype, 'query')

    await writer.write(slices)

    const statements = query.mock.calls.map(
      ([statement]) => statement as unknown as string | { name: string },
    )
    expect(statements[0]).toMatch(/^BEGIN;SET LOCAL /)
    expect(statements.at(-1)).toBe('COMMIT')
    expect(
      statements.map((statement) => (typeof statement === 'string' ? statement : statement.name)),
    ).toHaveLength(MOST_STATEMENTS[times])
    const [aside] = await database.query<{ source: string }>(
      sql`SELECT source FROM source_offsets WHERE source LIKE 'kafka:test#%' AND next_offset = 5`,
    )
    expect(aside).toBeDefined()
  })

  test('gives rows their ids in the order of the messages', async () => {
    await database.query(sql`UPDATE products SET stock = 1000000, initial_stock = 1000000`)
    await database.query(sql`UPDATE campaign_activities SET limit_count = NULL`)
    const users = Array.from({ length: 3_000 }, (_, index) => ((index * 7_919) % 100_003) + 1)
    await writer.write([sliceOf(users.flatMap((userId) => [click(userId), null]))])

    const entries = await database.query<{
      id: number
      entry_id: number
      user_id: number
      sequence: number
    }>(sql`
      SELECT entry.id, occurrence.id AS entry_id, entry.user_id, sequence FROM campaign_activity_entries AS entry
      JOIN event_occurrences AS occurrence ON entry_id = entry.id AND occurrence.user_id = entry.user_id ORDER BY entry.id`)
    expect(entries.map((entry) => entry.user_id)).toEqual(users)
    expect(entries.map((entry) => entry.id)).toEqual(users.map((_, index) => index + 1))
    expect(entries.map((entry) => entry.entry_id)).toEqual(users.map((_, index) => index + 1))
    expect(entries.map((entry) => entry.sequence)).toEqual(users.map((_, index) => index + 1))
    const letters = await database.query<{ offset: number }>(
      sql`SELECT "offset" FROM dead_letters ORDER BY id`,
    )
    expect(letters.map(({ offset }) => offset)).toEqual(users.map((_, index) => index * 2 + 1))
  })

  test('is fenced if another process was first, and says where', async () => {
    const first = sliceOf([click(1)], { partition: 3 })
    await writer.write([first])
    const late = writer.write([sliceOf([click(8)], { partition: 1 }), first])
    await expect(late).rejects.toThrow(FencedError)
    await expect(late).rejects.toMatchObject({ at: first.at })
    expect(await database.query(sql`SELECT user_id FROM campaign_activity_entries`)).toEqual([{ user_id: 1 }])
    expect(await database.position({ source: 'kafka:test', partition: 1 })).toBeNull()
  })

  test('four processes on one activity sell exactly what there is', async () => {
    const processes = await Promise.all(
      Array.from({ length: 4 }, () => PostgresDatabase.open(new PostgresUrl(shop.url))),
    )
    await Promise.all(
      processes.map(async (process, partition) => {
        const mine = new BatchWriter(process, { retries: 20 })
        for (let batch = 0; batch < 10; batch += 1) {
          const from = batch === 0 ? null : { nextOffset: batch * 10, fingerprint: null }
          const clicks = Array.from({ length: 10 }, (_, index) =>
            click((((batch * 10 + index) * 3 + partition) % 250) + 1),
          )
          await mine.write([sliceOf(clicks, { partition, from })])
        }
      }),
    )
    await Promise.all(processes.map((process) => process.close()))
    const [sold] = await database.query(sql`
      SELECT (SELECT stock FROM products) AS stock, (SELECT approved_count FROM campaign_activities) AS approved,
             count(*) AS entries, count(DISTINCT sequence) AS sequences, max(sequence) AS highest,
             (SELECT count(*) FROM event_occurrences WHERE entry_id IS NOT NULL) AS occurrences
      FROM campaign_activity_entries WHERE status = 'APPROVED'`)
    expect(sold).toEqual({
      stock: 0,
      approved: 100,
      entries: 100,
      sequences: 100,
      highest: 100,
      occurrences: 100,
    })
  })
})
