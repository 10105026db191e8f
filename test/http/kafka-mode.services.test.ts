import { sql } from 'drizzle-orm/sql'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { KafkaBroker } from '../../services/kafka/kafka-broker.ts'
import type { EntryServiceOptions } from '../../src/cli/serve/service/entry-service-options.ts'
import { createKafka } from '../../src/kafka/client/connect-kafka.ts'
import { verify } from '../../src/operations/verify.ts'
import { databases, type EmptyDatabase } from '../databases.ts'
import { type OwnTopics, ownTopics } from '../kafka/own-topics.ts'
import { RunningConsumer } from '../kafka/running-consumer.ts'
import { SHOP } from '../shop.ts'
import { keyOf } from './admin/operator.ts'
import { type ShopService, withService } from './shop-service.ts'

const NOW = { prefer: 'wait=0' }
const PATIENT = { prefer: 'wait=10' }
const PATIENT_REQUEST = { headers: PATIENT, body: '{}' }

/** A service that publishes to topics of its own, and what is needed to consume them. */
interface KafkaShop {
  readonly service: ShopService
  readonly topics: OwnTopics
  consume(): Promise<RunningConsumer>
}

async function withKafkaShop(
  brokers: string,
  create: () => Promise<EmptyDatabase>,
  shop: unknown,
  work: (shop: KafkaShop) => Promise<void>,
  more: Partial<EntryServiceOptions> = {},
): Promise<void> {
  const topics = await ownTopics(brokers, 2)
  const consumers: RunningConsumer[] = []
  let url = ''
  const remembered = async () => {
    const empty = await create()
    url = empty.url
    return empty
  }
  const consume = async () => {
    const where = ['--brokers', brokers, '--topics', topics.list, '--group', topics.commands]
    const consumer = new RunningConsumer(['consume', '--database', url, ...where])
    consumers.push(consumer)
    await consumer.logged('assigned')
    return consumer
  }
  const kafka = {
    kafka: createKafka({ brokers: [brokers], clientId: 'axon', ssl: false }),
    topics: { command: topics.commands, occurrence: topics.occurrences },
  }
  await withService(
    remembered,
    shop,
    async (service) => {
      try {
        await work({ service, topics, consume })
      } finally {
        await Promise.all(consumers.map((consumer) => consumer.end('SIGTERM')))
      }
    },
    { kafka, ...more },
  )
}

const enter = (service: ShopService, user: number, headers: Record<string, string>, body: object = {}) =>
  service.ask('POST', '/v1/activities/1/entries', { user, headers, body: JSON.stringify(body) })

const decision = (service: ShopService, user: number, receipt: string, wait = 0) =>
  service.ask('GET', `/v1/activities/1/entries/me?wait=${wait}&receipt=${receipt}`, { user })

const entryCount = async ({ database }: ShopService): Promise<number> => {
  const [row] = await database.query<{ rows: number }>(
    sql`SELECT count(*) AS rows FROM campaign_activity_entries`,
  )
  return Number(row?.rows)
}

describe.each(databases)('entries through Kafka on $name', ({ create }) => {
  it('answers with the decision of a consumer that is seen within the wait', () =>
    withKafkaShop(inject('kafkaBrokers'), create, SHOP, async ({ service, consume }) => {
      await consume()
      expect(await enter(service, 42, PATIENT)).toMatchObject({
        status: 201,
        body: { outcome: 'approved', userId: 42, sequence: 1, receipt: expect.stringMatching(/^axr1\./) },
      })
      expect(await enter(service, 42, PATIENT)).toMatchObject({
        status: 200,
        body: { outcome: 'duplicate', userId: 42, sequence: 1 },
      })
    }))

  it('answers pending at once who does not wait, and tells with the receipt what became of it', () =>
    withKafkaShop(inject('kafkaBrokers'), create, SHOP, async ({ service, consume }) => {
      const pending = await enter(service, 42, NOW)
      expect(pending).toMatchObject({
        status: 202,
        body: { outcome: 'pending', activityId: 1, userId: 42, pollAfterMs: expect.any(Number) },
      })
      expect(Number(pending.headers.get('retry-after'))).toBeGreaterThan(0)
      const { receipt, statusUrl } = pending.body
      const still = await service.ask('GET', statusUrl, { user: 42 })
      expect(still).toMatchObject({ status: 202, body: { outcome: 'pending' } })
      const others = await decision(service, 43, receipt)
      expect(others).toMatchObject({ status: 400, body: { errors: [{ field: 'receipt' }] } })
      expect(await decision(service, 42, `${receipt.slice(0, -6)}AAAAAA`)).toMatchObject({ status: 400 })
      await consume()
      expect(await decision(service, 42, receipt, 25)).toMatchObject({
        status: 200,
        body: { outcome: 'approved', sequence: 1 },
      })
    }))

  it('publishes nothing for who is approved already', () =>
    withKafkaShop(inject('kafkaBrokers'), create, SHOP, async ({ service, consume }) => {
      const consumer = await consume()
      const first = await enter(service, 7, PATIENT)
      await consumer.end('SIGTERM')
      expect(await enter(service, 7, NOW)).toMatchObject({
        status: 200,
        body: { outcome: 'duplicate', sequence: first.body.sequence },
      })
    }))

  it('tells with each receipt how the user stands, once its request is decided', () =>
    withKafkaShop(
      inject('kafkaBrokers'),
      create,
      { ...SHOP, campaignActivities: [{ ...SHOP.campaignActivities[0], limitCount: 1 }] },
      async ({ service, consume }) => {
        const asked = [
          await enter(service, 1, NOW),
          await enter(service, 1, NOW),
          await enter(service, 2, NOW),
        ]
        const again = await enter(service, 2, NOW)
        await consume()
        const told = await Promise.all([
          ...[1, 1, 2].map((user, index) => decision(service, user, asked[index]!.body.receipt, 25)),
          decision(service, 2, again.body.receipt, 25),
        ])
        expect(told.map(({ status, body }) => [status, body.outcome, body.sequence, body.reason])).toEqual([
          [200, 'approved', 1, null],
          [200, 'approved', 1, null],
          [200, 'rejected', null, 'LIMIT_REACHED'],
          [200, 'rejected', null, 'LIMIT_REACHED'],
        ])
        expect(await enter(service, 3, PATIENT)).toMatchObject({
          status: 409,
          body: { code: 'REJECTED', reason: 'LIMIT_REACHED', sequence: null },
        })
      },
    ))

  it('answers what the consumer keeps as a dead letter as in direct mode', () =>
    withKafkaShop(inject('kafkaBrokers'), create, SHOP, async ({ service, consume }) => {
      await consume()
      expect(await enter(service, 1, PATIENT, { productId: 99 })).toMatchObject({
        status: 422,
        body: { code: 'UNKNOWN_PRODUCT', errors: [{ field: 'productId' }] },
      })
      await service.database.query(sql`UPDATE events SET status = 'INACTIVE'`)
      const refused = await enter(service, 1, NOW)
      expect(await decision(service, 1, refused.body.receipt, 25)).toMatchObject({
        status: 503,
        body: { code: 'NOT_TAKEN', state: 'not_taken' },
      })
    }))

  it('publishes business events, which consumers record once', () =>
    withKafkaShop(inject('kafkaBrokers'), create, SHOP, async ({ service, consume }) => {
      const { key } = await keyOf(service, 'business')
      const items = [{ triggerType: 'login success', userId: 5, messageId: 'login-5' }]
      for (let time = 0; time < 2; time += 1) {
        expect(
          await service.ask('POST', '/v1/business-events', {
            headers: { authorization: `Bearer ${key}` },
            body: JSON.stringify({ items }),
          }),
        ).toMatchObject({ status: 200, body: { items: [{ messageId: 'login-5', outcome: 'published' }] } })
      }
      await consume()
      await expect
        .poll(
          async () => {
            const { database } = service
            const rows = await database.query<{ offsets: number }>(
              sql`SELECT next_offset AS offsets FROM source_offsets WHERE source LIKE 'kafka:%'`,
            )
            return rows.reduce((sum, { offsets }) => sum + offsets, 0)
          },
          { timeout: 60_000 },
        )
        .toBe(2)
      const [row] = await service.database.query<{ rows: number }>(
        sql`SELECT count(*) AS rows FROM event_occurrences`,
      )
      expect(Number(row?.rows)).toBe(1)
    }))

  it('sells 100 pieces to 100 of 300 users, and tells every one what the database has', () =>
    withKafkaShop(inject('kafkaBrokers'), create, SHOP, async ({ service, consume }) => {
      await Promise.all([consume(), consume()])
      const users = Array.from({ length: 300 }, (_, index) => index + 1)
      const told = await Promise.all(
        users.map(async (user) => {
          const { status, body } = await enter(service, user, user % 3 === 0 ? NOW : {})
          return status === 202 ? (await decision(service, user, body.receipt, 25)).body : body
        }),
      )
      const rows = await service.database.query<{ user: number; sequence: number | null; reason: string }>(
        sql`SELECT user_id AS "user", sequence, reject_reason AS reason FROM campaign_activity_entries ORDER BY user_id`,
      )
      expect(told.map(({ userId, sequence, reason }) => ({ user: userId, sequence, reason }))).toEqual(rows)
      expect(told.filter(({ outcome }) => outcome === 'approved')).toHaveLength(100)
      expect(await verify(service.database)).toMatchObject({ holds: true })
    }))
})

describe('while the brokers are away', () => {
  let broker: KafkaBroker
  beforeAll(async () => {
    broker = await KafkaBroker.start()
  })
  afterAll(() => broker?.stop())

  it('acknowledges nothing, says so within 5 s, and goes on after', () =>
    withKafkaShop(broker.brokers, databases[0]!.create, SHOP, async ({ service, consume }) => {
      expect((await service.ask('GET', '/readyz')).status).toBe(200)
      await broker.crash()
      await expect
        .poll(async () => (await service.ask('GET', '/readyz')).status, { timeout: 20_000 })
        .toBe(503)
      // Whoever hears nothing for 10 s fails here.
      const within = { ...PATIENT_REQUEST, signal: AbortSignal.timeout(10_000) }
      const replies = await Promise.all(
        [1, 2, 3].map((user) => service.ask('POST', '/v1/activities/1/entries', { user, ...within })),
      )
      for (const reply of replies) expect(reply).toMatchObject({ status: 503 })
      await expect
        .poll(async () => (await service.ask('GET', '/readyz')).status, { timeout: 20_000 })
        .toBe(503)
      expect(await enter(service, 4, PATIENT)).toMatchObject({ status: 503, body: { state: 'not_taken' } })
      expect(await entryCount(service)).toBe(0)
      await broker.resume()
      await expect
        .poll(async () => (await service.ask('GET', '/readyz')).status, { timeout: 60_000 })
        .toBe(200)
      await consume()
      await expect
        .poll(async () => (await enter(service, 4, PATIENT)).status, { timeout: 60_000 })
        .toSatisfy((status) => status === 201 || status === 200)
      const [row] = await service.database.query<{ rows: number }>(
        sql`SELECT count(*) AS rows FROM campaign_activity_entries WHERE user_id = 4`,
      )
      expect(Number(row?.rows)).toBe(1)
    }))
})
