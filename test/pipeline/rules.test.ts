import { sql } from 'drizzle-orm/sql'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seed } from '../../src/operations/seed/seed.ts'
import { parseSeed } from '../../src/operations/seed/seed-file.ts'
import { verify } from '../../src/operations/verify.ts'
import { BatchWriter } from '../../src/pipeline/commit/batch-writer.ts'
import type { DecidedMessage } from '../../src/pipeline/pipeline-event.ts'
import type { Database } from '../../src/stores/database.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { databases, type EmptyDatabase } from '../databases.ts'
import { arbitraryMessages, arbitrarySeed } from '../model/arbitrary-sale.ts'
import {
  type ModelCommand,
  type ModelOccurrenceRequest,
  type ModelSeed,
  ShopModel,
} from '../model/shop-model.ts'
import { sliceOf } from '../slice-of.ts'

type ModelMessage = ModelCommand | ModelOccurrenceRequest

const RUNS = 60

describe.each(databases)('the rules, on $name', ({ create }) => {
  let empty: EmptyDatabase
  let database: Database

  beforeAll(async () => {
    empty = await create()
    database = await openDatabase(empty.url)
  })
  afterAll(async () => {
    await database.close()
    await empty.drop()
  })

  /** The outcomes of the messages, decided in batches of the given size. */
  async function decide(messages: readonly ModelMessage[], batchSize: number): Promise<string[]> {
    const outcomes: string[] = []
    const tell = ({ outcome }: DecidedMessage): void => {
      const reason = 'reason' in outcome ? ` ${outcome.reason}` : ''
      outcomes.push(`${outcome.outcome}${reason}`)
    }
    const writer = new BatchWriter(database, {
      retries: 0,
      listener: (event) => event.type === 'batch-committed' && event.decided.forEach(tell),
    })
    for (let index = 0; index < messages.length; index += batchSize) {
      const from = index === 0 ? null : { nextOffset: index, fingerprint: null }
      await writer.write([sliceOf(messages.slice(index, index + batchSize), { from })])
    }
    return outcomes
  }

  async function stored() {
    const ms = (column: string) => database.dialect.epochMs(sql.raw(column))
    const entries = await database.query(sql`
      SELECT campaign_activity_id AS activity, user_id AS "user", product_id AS product, quantity, price, status,
             reject_reason AS reason, sequence, ${ms('requested_at')} AS at
      FROM campaign_activity_entries ORDER BY 1, 2`)
    const stock = await database.query(sql`SELECT id, stock FROM products ORDER BY id`)
    const counts = await database.query(
      sql`SELECT id, approved_count AS count FROM campaign_activities ORDER BY id`,
    )
    const summaries = await database.query(sql`
      SELECT user_id AS id, ${ms('last_purchase_at')} AS purchase, ${ms('last_login_at')} AS login
      FROM user_summary ORDER BY user_id`)
    const occurrences = await database.query<Record<'event' | 'user' | 'message', unknown>>(sql`
      SELECT event_id AS event, user_id AS "user", message_id AS message FROM event_occurrences ORDER BY source_offset`)
    const lines = occurrences.map(({ event, user, message }) => `${event}:${user}:${message}`)
    return { entries, stock, counts, summaries, occurrences: lines }
  }

  function modelled(model: ShopModel) {
    const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => a.localeCompare(b)
    const entries = [...model.entries].sort(byKey).map(([key, { productId, requestedAt, ...entry }]) => {
      const [activity, user] = key.split(':').map(Number)
      return { activity, user, product: productId, at: requestedAt, ...entry }
    })
    const rows = <T>(map: ReadonlyMap<number, T>) => [...map].sort(([a], [b]) => a - b)
    return {
      entries,
      stock: rows(model.stock).map(([id, stock]) => ({ id, stock })),
      counts: rows(model.approved).map(([id, count]) => ({ id, count })),
      summaries: rows(model.summaries).map(([id, summary]) => ({ id, ...summary })),
      occurrences: model.occurrences,
    }
  }

  it('decide as the model does, whatever the batches, and every invariant holds', async () => {
    const property = fc.asyncProperty(
      arbitrarySeed,
      arbitraryMessages,
      fc.constantFrom(1, 3, 100),
      async (shop: ModelSeed, messages: readonly ModelMessage[], batchSize: number) => {
        const model = new ShopModel(shop)
        const expected = messages.map((message) => model.process(message))
        await seed(database, seedOf(shop), { reset: true })
        expect(await decide(messages, batchSize)).toEqual(expected)
        expect(await stored()).toEqual(modelled(model))
        expect(await verify(database)).toMatchObject({ holds: true })
      },
    )
    await fc.assert(property, { numRuns: RUNS })
  })
})

function seedOf(shop: ModelSeed) {
  const content = {
    products: shop.products.map((product) => ({ ...product, productName: `상품 ${product.id}` })),
    campaigns: [{ id: 1, name: '선착순' }],
    campaignActivities: shop.campaignActivities.map((activity) => ({
      ...activity,
      campaignId: 1,
      name: 'a',
    })),
    events: shop.events.map((event) => ({ ...event, name: 'e' })),
  }
  return parseSeed(content, 'generated').seed
}
