import { sql } from 'drizzle-orm/sql'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { databases, type EmptyDatabase } from '../../test/databases.ts'
import { replayFile, withLines } from '../../test/replay-lines.ts'
import { click, SHOP } from '../../test/shop.ts'
import type { Database } from '../stores/database.ts'
import { openDatabase } from '../stores/open-database.ts'
import { seed } from './seed/seed.ts'
import { parseSeed } from './seed/seed-file.ts'
import { verify } from './verify.ts'

/** Two approved, one rejected for stock, one repeated request, a log-in and a dead letter. */
const LINES = [click(1, { quantity: 2 }), click(2), click(3, { quantity: 98 }), click(3, { quantity: 99 })]
const MORE = [{ triggerType: 'LOGIN_SUCCESS', userId: 1 }, 'no JSON']

interface Corruption {
  readonly breaks: readonly number[]
  readonly what: string
  /** `UNIQUE name ON table` drops that guard first. */
  readonly statements: readonly string[]
  readonly row: Readonly<Record<string, unknown>>
}

const ENTRY_COLUMNS = `campaign_activity_id, product_id, quantity, price, status, reject_reason, requested_at,
  processed_at, source_id, source_offset, stock_seen, approved_seen`
const copyEntry = (userId: number, sequence: string): string =>
  `INSERT INTO campaign_activity_entries (user_id, sequence, ${ENTRY_COLUMNS})
   SELECT ${userId}, ${sequence}, ${ENTRY_COLUMNS} FROM campaign_activity_entries WHERE user_id = 2`
const copyOccurrence = `INSERT INTO event_occurrences (event_id, occurred_at, user_id, event_context, entry_id, source_id, source_offset)
   SELECT event_id, occurred_at, user_id, event_context, entry_id, source_id, source_offset
   FROM event_occurrences WHERE user_id = 2`

const corruptions: readonly Corruption[] = [
  {
    breaks: [1],
    what: 'stock that was not sold',
    statements: ['UPDATE products SET stock = 96'],
    row: { productId: 1, taken: 4, piecesOfApprovedEntries: 3 },
  },
  {
    breaks: [1],
    what: 'a product without entries that lost stock',
    statements: [
      "INSERT INTO products (id, product_name, stock, initial_stock, price) VALUES (2, 'x', 4, 5, 1)",
    ],
    row: { productId: 2, piecesOfApprovedEntries: 0 },
  },
  {
    breaks: [1],
    what: 'negative stock',
    statements: [
      'CHECK products_stock_not_negative ON products',
      'UPDATE products SET stock = -1, initial_stock = 2',
    ],
    row: { productId: 1, stock: -1 },
  },
  {
    breaks: [1],
    what: 'an entry of a product that does not exist',
    statements: ['UPDATE campaign_activity_entries SET product_id = 77 WHERE user_id = 3'],
    row: { userId: 3, productId: 77 },
  },
  {
    breaks: [1, 4],
    what: 'an entry of no pieces',
    statements: [
      'UPDATE campaign_activity_entries SET quantity = 0 WHERE user_id = 2',
      'UPDATE products SET stock = 98',
    ],
    row: { userId: 2, quantity: 0 },
  },
  {
    breaks: [2, 3],
    what: 'an approval that was not counted',
    statements: ['UPDATE campaign_activities SET approved_count = 1'],
    row: { campaignActivityId: 1, approvedCount: 1, approvedEntries: 2 },
  },
  {
    breaks: [2],
    what: 'more approvals than places',
    statements: [
      'CHECK campaign_activities_within_limit ON campaign_activities',
      'UPDATE campaign_activities SET limit_count = 1',
    ],
    row: { approvedEntries: 2, limitCount: 1 },
  },
  {
    breaks: [2],
    what: 'an entry of an activity that does not exist',
    statements: ['UPDATE campaign_activity_entries SET campaign_activity_id = 77 WHERE user_id = 3'],
    row: { campaignActivityId: 77, userId: 3 },
  },
  {
    breaks: [3],
    what: 'two entries of one user',
    statements: [
      'UNIQUE entries_activity_user ON campaign_activity_entries',
      'UPDATE campaign_activity_entries SET user_id = 1 WHERE user_id = 3',
    ],
    row: { userId: 1, entries: 2 },
  },
  {
    breaks: [3],
    what: 'an approved entry without sequence',
    statements: ['UPDATE campaign_activity_entries SET sequence = NULL WHERE user_id = 2'],
    row: { userId: 2, sequence: null },
  },
  {
    breaks: [3],
    what: 'a gap in the sequences',
    statements: ['UPDATE campaign_activity_entries SET sequence = 3 WHERE user_id = 2'],
    row: { userId: 2, sequence: 3 },
  },
  {
    breaks: [3],
    what: 'a sequence given twice',
    statements: [
      'INDEX entries_activity_sequence ON campaign_activity_entries',
      'UPDATE campaign_activity_entries SET sequence = 1 WHERE user_id = 2',
    ],
    row: { sequence: 1, entries: 2, firstUserId: 1, lastUserId: 2 },
  },
  {
    breaks: [3],
    what: 'a rejected entry with a sequence',
    statements: ['UPDATE campaign_activity_entries SET sequence = 3 WHERE user_id = 3'],
    row: { userId: 3, sequence: 3 },
  },
  {
    breaks: [1, 2, 3, 4, 5],
    what: 'an entry that nobody asked for',
    statements: [copyEntry(9, '3')],
    row: { userId: 9 },
  },
  {
    breaks: [4],
    what: 'an approved entry without occurrence',
    statements: ['DELETE FROM event_occurrences WHERE user_id = 2'],
    row: { userId: 2 },
  },
  {
    breaks: [4],
    what: 'an occurrence too many',
    statements: ['INDEX occurrences_entry ON event_occurrences', copyOccurrence],
    row: { occurrences: 2 },
  },
  {
    breaks: [4],
    what: 'an occurrence of a rejected entry',
    statements: [
      'UPDATE event_occurrences SET entry_id = (SELECT id FROM campaign_activity_entries WHERE user_id = 3) WHERE entry_id IS NULL',
    ],
    row: { entryStatus: 'REJECTED' },
  },
  {
    breaks: [4],
    what: 'an occurrence of an entry that does not exist',
    statements: ['UPDATE event_occurrences SET entry_id = 77 WHERE entry_id IS NULL'],
    row: { entryId: 77, entryStatus: null },
  },
  {
    breaks: [4],
    what: "another user's occurrence",
    statements: ['UPDATE event_occurrences SET user_id = 5 WHERE user_id = 2'],
    row: { occurrenceUserId: 5, entryUserId: 2 },
  },
  {
    breaks: [4],
    what: 'an occurrence that says another quantity',
    statements: [
      `UPDATE event_occurrences SET event_context = '{"campaignActivityId": 1, "productId": 1, "quantity": 9}' WHERE user_id = 2`,
    ],
    row: { quantity: 1 },
  },
  {
    breaks: [4],
    what: 'an occurrence of an event that does not exist',
    statements: ['UPDATE event_occurrences SET event_id = 77 WHERE entry_id IS NULL'],
    row: { eventId: 77 },
  },
  {
    breaks: [5],
    what: 'a buyer without summary',
    statements: ['DELETE FROM user_summary WHERE user_id = 2'],
    row: { userId: 2, summary: 'missing' },
  },
  {
    breaks: [5],
    what: 'a purchase that the summary does not know',
    statements: ['UPDATE user_summary SET last_purchase_at = NULL WHERE user_id = 2'],
    row: { userId: 2, lastPurchaseAtMs: null, summary: 'stored' },
  },
  {
    breaks: [6],
    what: 'a reason to reject an approved entry',
    statements: ["UPDATE campaign_activity_entries SET reject_reason = 'LIMIT_REACHED' WHERE user_id = 2"],
    row: { userId: 2, rejectReason: 'LIMIT_REACHED' },
  },
  {
    breaks: [6],
    what: 'a rejected entry without reason',
    statements: ['UPDATE campaign_activity_entries SET reject_reason = NULL WHERE user_id = 3'],
    row: { userId: 3, rejectReason: null },
  },
  {
    breaks: [7],
    what: 'a dead letter ahead of its source',
    statements: ['UPDATE dead_letters SET "offset" = 99'],
    row: { offset: 99, nextOffset: 7 },
  },
  {
    breaks: [7],
    what: 'a dead letter of a source without position',
    statements: ["UPDATE dead_letters SET source = 'file:/elsewhere'"],
    row: { source: 'file:/elsewhere', nextOffset: null },
  },
  {
    breaks: [7],
    what: 'a position that fell back',
    statements: ['UPDATE source_offsets SET next_offset = 2'],
    row: { userId: 2, offset: 2, nextOffset: 2 },
  },
  {
    breaks: [7],
    what: 'a lost position',
    statements: ['DELETE FROM source_offsets'],
    row: { userId: 1, nextOffset: null },
  },
  {
    breaks: [8],
    what: 'an event that was changed past its revisions',
    statements: ['UPDATE events SET revision = revision + 1 WHERE id = 2'],
    row: { eventId: 2 },
  },
]

describe.each(databases)('verify on $name', ({ create }) => {
  let empty: EmptyDatabase
  let database: Database

  beforeAll(async () => {
    empty = await create()
    database = await openDatabase(empty.url)
  })
  beforeEach(async () => {
    await seed(database, parseSeed(SHOP, 'shop').seed, { reset: true })
    await withLines([...LINES, ...MORE], (file) => replayFile(database, file))
  })
  afterAll(async () => {
    await database.close()
    await empty.drop()
  })

  const corrupt = async (statement: string): Promise<void> => {
    const [, guard, name, table] = /^(UNIQUE|INDEX|CHECK) (\w+) ON (\w+)$/.exec(statement) ?? []
    const isSqlite = database.dialect.name === 'sqlite'
    if (guard === undefined) await database.query(sql.raw(statement))
    else if (guard === 'CHECK' && isSqlite) await database.query(sql`PRAGMA ignore_check_constraints = ON`)
    else if (guard === 'INDEX' || isSqlite) await database.query(sql.raw(`DROP INDEX IF EXISTS ${name}`))
    else await database.query(sql.raw(`ALTER TABLE ${table} DROP CONSTRAINT IF EXISTS ${name}`))
  }

  afterEach(async () => {
    if (database.dialect.name === 'sqlite') await database.query(sql`PRAGMA ignore_check_constraints = OFF`)
  })

  it('finds nothing wrong where nothing is', async () => {
    const { holds, invariants } = await verify(database)
    expect(invariants.flatMap(({ offences }) => offences)).toEqual([])
    expect(holds).toBe(true)
    expect(invariants.map(({ number }) => number).slice(-8)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  })

  it.each(corruptions)('finds $what, and names the row', async ({ breaks, statements, row }) => {
    for (const statement of statements) await corrupt(statement)
    const { holds, invariants } = await verify(database)
    expect(holds).toBe(false)
    // What CHECK forbids is damage to SQLite's own checker as well.
    const broken = invariants.filter((invariant) => !invariant.holds && invariant.number > 0)
    expect(broken.map(({ number }) => number)).toEqual(breaks)
    expect(broken.flatMap(({ offences }) => offences.flatMap(({ rows }) => rows))).toContainEqual(
      expect.objectContaining(row),
    )
  })

  it('names the first 20 rows and counts them all', async () => {
    await database.query(
      sql.raw("UPDATE campaign_activity_entries SET reject_reason = 'x' WHERE user_id = 2"),
    )
    for (let id = 100; id < 130; id += 1) {
      const source = `INSERT INTO dead_letters (source, partition, "offset", reason, error, created_at)
        SELECT source, partition, ${id}, reason, error, created_at FROM dead_letters WHERE "offset" = 6`
      await database.query(sql.raw(source))
    }
    const { invariants } = await verify(database)
    const [offence] = invariants.find(({ number }) => number === 7)?.offences ?? []
    expect(offence?.count).toBe(30)
    expect(offence?.rows).toHaveLength(20)
  })

  it('accepts a dead letter that was set aside when a changed file was read again', async () => {
    await database.query(sql`UPDATE dead_letters SET source = source || '#' || CAST(id AS text)`)
    expect(await verify(database)).toMatchObject({ holds: true })
  })
})
