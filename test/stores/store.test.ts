import { sql } from 'drizzle-orm/sql'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { seed } from '../../src/operations/seed/seed.ts'
import { parseSeed } from '../../src/operations/seed/seed-file.ts'
import { verify } from '../../src/operations/verify.ts'
import { Batch } from '../../src/pipeline/commit/batch.ts'
import { BatchWriter } from '../../src/pipeline/commit/batch-writer.ts'
import { FencedError } from '../../src/pipeline/commit/fenced-error.ts'
import { MessageHandler } from '../../src/pipeline/services/message-handler.ts'
import type { SourcePosition } from '../../src/pipeline/source-slice.ts'
import type { Database } from '../../src/stores/database.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { databases, type EmptyDatabase } from '../databases.ts'
import { dump } from '../dump.ts'
import { click, OPENING, SHOP } from '../shop.ts'
import { sliceOf } from '../slice-of.ts'

const at = (nextOffset: number): SourcePosition => ({ nextOffset, fingerprint: null })
const login = (userId: number, occurredAt: number) => ({ triggerType: 'LOGIN_SUCCESS', userId, occurredAt })

/** What every store promises the pipeline. */
describe.each(databases)('a store on $name', ({ name, create }) => {
  let empty: EmptyDatabase
  let database: Database
  let writer: BatchWriter

  beforeEach(async () => {
    empty = await create()
    database = await openDatabase(empty.url)
    writer = new BatchWriter(database, { retries: 0 })
    await seed(database, parseSeed(SHOP, 'shop').seed, { reset: false })
  })
  afterEach(async () => {
    await database.close()
    await empty.drop()
  })

  const positionOf = (partition = 0) => database.position({ source: 'kafka:test', partition })

  it('moves the position with the effects', async () => {
    expect(await positionOf()).toBeNull()
    await writer.write([sliceOf([click(1), click(2)])])
    expect(await positionOf()).toEqual(at(2))
    await writer.write([sliceOf([click(3)], { from: at(2) })])
    expect(await positionOf()).toEqual(at(3))
  })

  it.each([
    ['that knows of no position', null],
    ['that stands behind', at(1)],
    ['that stands ahead', at(9)],
  ])('fences a writer %s, and changes nothing', async (_, from) => {
    await writer.write([sliceOf([click(1), click(2)])])
    const before = await dump(database)
    await expect(writer.write([sliceOf([click(3)], { from })])).rejects.toThrow(FencedError)
    expect(await dump(database)).toBe(before)
  })

  it('changes nothing in any partition if it is fenced in one', async () => {
    await writer.write([sliceOf([click(1)])])
    const before = await dump(database)
    const slices = [sliceOf([click(2)], { partition: 1 }), sliceOf([click(3)], { from: at(7) })]
    await expect(writer.write(slices)).rejects.toThrow(FencedError)
    expect(await dump(database)).toBe(before)
  })

  it('lets one of several writers at once through, and fences the others', async () => {
    const writers = await Promise.all(
      [1, 2, 3].map(async (user) => {
        const other = await openDatabase(empty.url)
        const write = new BatchWriter(other, { retries: 0 }).write([sliceOf([click(user)])])
        return write
          .then(
            () => 'written',
            (error: Error) => error.name,
          )
          .finally(() => other.close())
      }),
    )
    expect(writers.sort()).toEqual(['FencedError', 'FencedError', 'written'])
    expect(await verify(database)).toMatchObject({ holds: true })
  })

  it('lets two processes write of the same users at once, in whatever order', async () => {
    const other = await openDatabase(empty.url)
    const users = Array.from({ length: 4_000 }, (_, index) => index + 1)
    const orders = [users, users.toReversed()]
    const writers = [writer, new BatchWriter(other, { retries: 0 })]
    try {
      for (let round = 0; round < 5; round += 1) {
        const from = round === 0 ? null : at(round * users.length)
        const slices = orders.map((order, partition) =>
          sliceOf(
            order.map((user) => login(user, OPENING + round)),
            { partition, from },
          ),
        )
        await Promise.all(writers.map((one, index) => one.write([slices[index]!])))
      }
    } finally {
      await other.close()
    }
    const [summaries] = await database.query(
      sql`SELECT count(*) AS users, count(DISTINCT last_login_at) AS instants FROM user_summary`,
    )
    expect(summaries).toEqual({ users: 4_000, instants: 1 })
  })

  it('leaves no trace of a dry run', async () => {
    const before = await dump(database)
    const batch = new Batch(
      [sliceOf([click(1), login(2, OPENING), Buffer.from('no JSON')])],
      new MessageHandler(),
    )
    await batch.rehearse(database, 3)
    expect(await dump(database)).toBe(before)
  })

  it('makes a dead letter of the one message whose row the database refuses', async () => {
    for (const statement of refusals(name)) await database.query(sql.raw(statement))
    await writer.write([sliceOf(Array.from({ length: 9 }, (_, index) => click(index + 1)))])
    expect(await database.query(sql`SELECT "offset", reason FROM dead_letters`)).toEqual([
      { offset: 4, reason: 'HANDLER_ERROR' },
    ])
    expect(await database.query(sql`SELECT stock FROM products`)).toEqual([{ stock: 92 }])
    expect(await verify(database)).toMatchObject({ holds: true })
  })

  it.each([1.79e18, 9.3e15, 2 ** 63])(
    "keeps a message whose record's own time, %d, is no instant",
    async (time) => {
      const { timestamp: _, ...withoutTime } = click(1)
      const slice = sliceOf([withoutTime])
      const messages = slice.messages.map((message) => ({ ...message, recordTime: time }))
      await writer.write([{ ...slice, messages }])
      const [letter] = await database.query<{ error: string }>(
        sql`SELECT error FROM dead_letters WHERE record_time IS NULL`,
      )
      expect(letter?.error).toContain("the record's own time")
      expect(await positionOf()).toEqual(at(1))
    },
  )

  it('keeps what was stored for positions that are given up, under another source name', async () => {
    await writer.write([sliceOf([click(1), Buffer.from('no JSON'), login(1, OPENING)])])
    const slice = sliceOf([login(2, OPENING)])
    await writer.write([{ ...slice, claim: { kind: 'advance', from: at(3), to: at(1) } }])
    expect(await positionOf()).toEqual(at(1))
    const [aside] = await database.query<{ source: string }>(sql`
      SELECT source FROM source_offsets WHERE next_offset = 3`)
    expect(aside?.source).toMatch(/^kafka:test#\d{4}-/)
    await writer.write([sliceOf([Buffer.from('no JSON either'), login(3, OPENING)], { from: at(1) })])
    expect(await database.query(sql`SELECT "offset", source FROM dead_letters ORDER BY id`)).toEqual([
      { offset: 1, source: aside?.source },
      { offset: 1, source: 'kafka:test' },
    ])
    expect(await database.query(sql`SELECT user_id AS id FROM event_occurrences ORDER BY id`)).toHaveLength(4)
    expect(await verify(database)).toMatchObject({ holds: true })
  })

  it('keeps what only a browser knows beside occurrences that have none of it', async () => {
    const ids = { anonymousId: '아무개', sessionId: 's-1' }
    const instants = { receivedAt: OPENING + 5_000, originalOccurredAt: '2021-01-01T00:00:00Z' }
    await writer.write([
      sliceOf([click(1), { ...login(2, OPENING), ...ids, ...instants, revision: 3 }, login(3, OPENING)]),
    ])
    const ms = (column: string) => database.dialect.epochMs(sql.raw(column))
    const rows = await database.query(sql`
      SELECT user_id AS id, event_revision AS revision, ${ms('received_at')} AS received, anonymous_id AS someone,
             ${ms('sent_occurred_at')} AS sent, session_id AS session
      FROM event_occurrences ORDER BY id`)
    const none = { revision: null, received: null, someone: null, sent: null, session: null }
    expect(rows).toEqual([
      { ...none, id: 1 },
      {
        id: 2,
        revision: 3,
        received: OPENING + 5_000,
        someone: '아무개',
        sent: Date.UTC(2021, 0, 1),
        session: 's-1',
      },
      { ...none, id: 3 },
    ])
  })

  it('never moves what is known of a user back', async () => {
    await writer.write([sliceOf([login(1, OPENING), click(2)])])
    const earlier = [login(1, OPENING - 60_000), { triggerType: 'SIGNUP', userId: 2 }]
    await writer.write([sliceOf(earlier, { from: at(2) })])
    const ms = (column: string) => database.dialect.epochMs(sql.raw(column))
    const summaries = await database.query(sql`
      SELECT user_id AS id, ${ms('last_login_at')} AS login, ${ms('last_purchase_at')} AS purchase
      FROM user_summary ORDER BY user_id`)
    expect(summaries).toEqual([
      { id: 1, login: OPENING, purchase: null },
      { id: 2, login: null, purchase: OPENING },
    ])
  })

  it('finds activities, products and users by the largest ids there are', async () => {
    const ids = [Number.MAX_SAFE_INTEGER, 2 ** 31, Number.MAX_SAFE_INTEGER - 1, 2 ** 31 - 1, 7]
    const [product] = SHOP.products
    const [activity] = SHOP.campaignActivities
    const shop = {
      ...SHOP,
      products: ids.map((id) => ({ ...product, id })),
      campaignActivities: ids.map((id) => ({ ...activity, id, productId: id })),
    }
    await seed(database, parseSeed(shop, 'shop').seed, { reset: false })
    const requests = ids.flatMap((id) => ids.map((userId) => click(userId, { campaignActivityId: id })))
    await writer.write([sliceOf(requests)])
    // Each user asks again, and is known.
    await writer.write([sliceOf(requests, { from: at(requests.length) })])
    const sold = await database.query<{ id: number; stock: number; approved: number }>(sql`
      SELECT products.id, stock, approved_count AS approved
      FROM products JOIN campaign_activities ON product_id = products.id AND campaign_activities.id = products.id
      WHERE products.id > 1 ORDER BY products.id`)
    const inOrder = [...ids].sort((a, b) => a - b)
    expect(sold).toEqual(inOrder.map((id) => ({ id, stock: 95, approved: 5 })))
  })

  it('refuses stock below zero even if the rules are wrong', async () => {
    const careless = new Batch([sliceOf([click(1)])], new MessageHandler())
    const transact: Database['transact'] = (transaction) =>
      database.transact({
        ...transaction,
        *decide(...given) {
          for (const changes of transaction.decide(...given)) {
            changes.stockTaken.set(1, 101)
            yield changes
          }
        },
      })
    const before = await dump(database)
    const store = { transact, position: database.position, failureOf: database.failureOf }
    await expect(careless.commit(store)).rejects.toThrow(/stock|CHECK/i)
    expect(await dump(database)).toBe(before)
  })
})

/** A guard that someone added: user 5 is refused. */
const refusals = (name: string): string[] =>
  name === 'SQLite'
    ? [
        `CREATE TRIGGER refuse BEFORE INSERT ON campaign_activity_entries WHEN NEW.user_id = 5
         BEGIN SELECT RAISE(ABORT, 'user 5 is not welcome'); END`,
      ]
    : [
        `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN IF NEW.user_id = 5 THEN RAISE EXCEPTION 'user 5 is not welcome'; END IF; RETURN NEW; END $$`,
        'CREATE TRIGGER refuse BEFORE INSERT ON campaign_activity_entries FOR EACH ROW EXECUTE FUNCTION refuse()',
      ]
