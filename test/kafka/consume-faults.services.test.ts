import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm/sql'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { createTopics } from '../../services/kafka/create-topics.ts'
import { KafkaBroker } from '../../services/kafka/kafka-broker.ts'
import { PostgresServer } from '../../services/postgres/postgres-server.ts'
import { createTestDatabase } from '../../services/test-database.ts'
import { waitUntil } from '../../services/wait-until.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { axon } from '../axon.ts'
import { databases, type EmptyDatabase } from '../databases.ts'
import { click, SHOP } from '../shop.ts'
import { KafkaSale } from './kafka-sale.ts'
import { RunningConsumer } from './running-consumer.ts'

const SESSION_TIMEOUT_MS = 6_000
const SHORT_SESSION = ['--session-timeout', String(SESSION_TIMEOUT_MS / 1_000)]
const UNTIL_IDLE = ['--exit-when-idle', '1', '--json']

/** Users 1, 2, 3 …: the first 100 get in. */
const clicks = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ key: String(from + index), value: click(from + index) }))

const saleOn = (database: EmptyDatabase, brokers = inject('kafkaBrokers')) =>
  KafkaSale.create({ brokers, partitions: 4, database, shop: SHOP })

async function entries(sale: KafkaSale): Promise<number> {
  const database = await openDatabase(sale.database)
  try {
    const [row] = await database.query<{ entries: number }>(
      sql`SELECT count(*) AS entries FROM campaign_activity_entries`,
    )
    return row!.entries
  } finally {
    await database.close()
  }
}

async function expectSoundness(sale: KafkaSale): Promise<void> {
  const { code, stdout } = await axon(['verify', '--database', sale.database])
  expect(stdout).toContain('every invariant holds')
  expect(code).toBe(0)
}

describe.each(databases)('axon consume into $name', ({ create }) => {
  let sale: KafkaSale
  beforeEach(async () => {
    sale = await saleOn(await create())
  })
  afterEach(() => sale.drop())

  const consumed = async (...more: string[]) => axon(sale.consume(...UNTIL_IDLE, ...more))

  it('goes on where the database says when it was killed, with nothing lost or doubled', async () => {
    await sale.send(sale.commands, clicks(1, 2_000))
    const args = sale.consume('--from-beginning', '--batch-size', '10', ...SHORT_SESSION)
    let kills = 0
    for (const least of [1, 400, 900]) {
      const consumer = new RunningConsumer(args)
      await consumer.logged('assigned')
      expect(await waitUntil(async () => (await entries(sale)) >= least, 60_000)).toBe(true)
      await consumer.end('SIGKILL')
      kills += 1
    }
    const before = await entries(sale)
    const { stdout } = await consumed('--from-beginning', ...SHORT_SESSION)
    expect(kills).toBe(3)
    expect(JSON.parse(stdout)).toMatchObject({ read: 2_000 - before, duplicate: 0 })
    expect(await entries(sale)).toBe(2_000)
    await expectSoundness(sale)
  })

  it('refuses a stored position that the topic no longer holds, and goes on with --accept-gap', async () => {
    await sale.send(sale.commands, clicks(1, 40))
    await consumed('--from-beginning')
    await sale.send(sale.commands, clicks(41, 40))
    await sale.asAdmin(async (admin) => {
      const ranges = await admin.fetchTopicOffsets(sale.commands)
      const partitions = ranges.map(({ partition, high }) => ({
        partition,
        offset: String(Number(high) - 1),
      }))
      await admin.deleteTopicRecords({ topic: sale.commands, partitions })
    })

    const refused = await consumed()
    expect(refused.code).toBe(1)
    expect(refused.stderr).toMatch(
      /^axon: the stored position \d+ of topic \S+ \(partition \d\) is outside of what the topic holds, \d+ to \d+: messages \d+ to \d+ were deleted before they were processed; to go on from \d+ without them, run with --accept-gap$/m,
    )
    expect(await entries(sale)).toBe(40)

    const accepted = await consumed('--accept-gap')
    expect(JSON.parse(accepted.stdout)).toMatchObject({ read: 4, duplicate: 0 })
    expect(accepted.stderr).toMatch(/gap accepted/)
    expect(await entries(sale)).toBe(44)
    await expectSoundness(sale)
  })

  it('refuses a topic that was deleted and made anew, and reads all of it with --accept-gap', async () => {
    await sale.send(sale.commands, clicks(1, 40))
    await consumed('--from-beginning')
    await sale.asAdmin((admin) => admin.deleteTopics({ topics: [sale.commands] }))
    const isGone = async () => !(await sale.asAdmin((admin) => admin.listTopics())).includes(sale.commands)
    expect(await waitUntil(isGone, 30_000)).toBe(true)
    await sale.asAdmin((admin) =>
      admin.createTopics({ topics: [{ topic: sale.commands, numPartitions: 4 }], waitForLeaders: true }),
    )
    const perPartition = [0, 1, 2, 3].map((partition) => ({ partition, value: click(1_001 + partition) }))
    await sale.send(sale.commands, perPartition)

    const refused = await consumed()
    expect(refused.code).toBe(1)
    expect(refused.stderr).toMatch(/was the topic deleted and created again\?.*--accept-gap/)

    const accepted = await consumed('--accept-gap')
    expect(JSON.parse(accepted.stdout)).toMatchObject({ read: 4, approved: 4, duplicate: 0 })
    expect(await entries(sale)).toBe(44)
    await expectSoundness(sale)
  })

  it('changes nothing with what it had read when it was frozen for longer than its session', async () => {
    const args = sale.consume('--from-beginning', ...SHORT_SESSION)
    const zombie = new RunningConsumer(args)
    await zombie.logged('assigned')
    await sale.send(sale.commands, clicks(1, 50))
    expect(await waitUntil(async () => (await entries(sale)) === 50, 60_000)).toBe(true)
    zombie.process.kill('SIGSTOP')
    const heir = new RunningConsumer(args)
    await heir.logged('assigned')
    await sale.send(sale.commands, clicks(51, 100))
    expect(await waitUntil(async () => (await entries(sale)) === 150, 60_000)).toBe(true)
    zombie.process.kill('SIGCONT')
    await heir.logged('assigned', 2)
    await sale.send(sale.commands, clicks(151, 100))
    expect(await waitUntil(async () => (await entries(sale)) === 250, 60_000)).toBe(true)
    expect((await zombie.end('SIGTERM')).code).toBe(143)
    expect((await heir.end('SIGTERM')).code).toBe(143)
    await expectSoundness(sale)
  })

  it('is fenced when another process has moved a position, and goes on from there', async () => {
    const consumer = new RunningConsumer(sale.consume('--from-beginning'))
    await consumer.logged('assigned')
    const toPartition = (from: number, count: number) =>
      clicks(from, count).map((message) => ({ ...message, partition: 2 }))
    await sale.send(sale.commands, toPartition(1, 10))
    expect(await waitUntil(async () => (await entries(sale)) === 10, 60_000)).toBe(true)

    const database = await openDatabase(sale.database)
    await database.query(sql`UPDATE source_offsets SET next_offset = 15 WHERE next_offset = 10`)
    await database.close()
    await sale.send(sale.commands, toPartition(11, 20))
    await consumer.logged('fenced')
    expect(await waitUntil(async () => (await entries(sale)) === 25, 60_000)).toBe(true)
    await sale.send(sale.commands, toPartition(31, 1))
    expect(await waitUntil(async () => (await entries(sale)) === 26, 60_000)).toBe(true)
    expect((await consumer.end('SIGTERM')).code).toBe(143)
  })

  it('shares the partitions with others, who take over what one leaves', async () => {
    const args = sale.consume('--from-beginning', '--batch-size', '50', ...SHORT_SESSION)
    const first = new RunningConsumer(args)
    await first.logged('assigned')
    await sale.send(sale.commands, clicks(1, 1_500))
    const second = new RunningConsumer(args)
    await second.logged('assigned')
    await first.logged('assigned', 2)
    await sale.send(sale.commands, clicks(1_501, 1_500))
    expect((await first.end('SIGTERM')).code).toBe(143)
    await second.logged('assigned', 2)
    expect(await waitUntil(async () => (await entries(sale)) === 3_000, 60_000)).toBe(true)
    expect((await second.end('SIGTERM')).code).toBe(143)
    await expectSoundness(sale)
  })
})

describe('axon consume while its Postgres server is away', () => {
  let server: PostgresServer
  let sale: KafkaSale
  beforeAll(async () => {
    server = await PostgresServer.start()
  })
  afterAll(() => server.stop())
  beforeEach(async () => {
    sale = await saleOn(await createTestDatabase(server.url()))
  })

  it('keeps its place in the group for longer than the session timeout, and loses nothing', async () => {
    const consumer = new RunningConsumer(sale.consume('--from-beginning', ...SHORT_SESSION))
    await consumer.logged('assigned')
    await sale.send(sale.commands, clicks(1, 50))
    expect(await waitUntil(async () => (await entries(sale)) === 50, 60_000)).toBe(true)

    server.crash()
    await sale.send(sale.commands, clicks(51, 1_000))
    await consumer.logged('paused')
    await wait(2.5 * SESSION_TIMEOUT_MS) // the fault is that it lasts this long
    await sale.send(sale.commands, clicks(1_051, 50))
    await server.resume()

    await consumer.logged('resumed')
    expect(await waitUntil(async () => (await entries(sale)) === 1_100, 60_000)).toBe(true)
    expect(consumer.events('assigned')).toHaveLength(1)
    expect(consumer.events('batch-retrying').length).toBeGreaterThanOrEqual(2)
    expect((await consumer.end('SIGTERM')).code).toBe(143)
    await expectSoundness(sale)
  })

  it('waits for it at the start, and ends within 10 s of a signal while it is away', async () => {
    server.crash()
    try {
      const waiting = new RunningConsumer(sale.consume('--from-beginning'))
      await waiting.logged('batch-retrying', 2)
      await server.resume()
      await waiting.logged('assigned')
      server.crash()
      await sale.send(sale.commands, clicks(1, 10))
      await waiting.logged('paused')
      const signalledAt = performance.now()
      expect((await waiting.end('SIGTERM')).code).toBe(143)
      expect(performance.now() - signalledAt).toBeLessThan(10_000)
    } finally {
      await server.resume()
    }
    const { stdout } = await axon(sale.consume('--from-beginning', ...UNTIL_IDLE))
    expect(JSON.parse(stdout)).toMatchObject({ read: 10, approved: 10 })
  })
})

describe('axon consume while its broker is away', () => {
  let broker: KafkaBroker
  let sale: KafkaSale
  beforeAll(async () => {
    broker = await KafkaBroker.start()
  })
  afterAll(() => broker?.stop())
  beforeEach(async () => {
    sale = await saleOn(await databases[0]!.create(), broker.brokers)
  })
  afterEach(() => sale.drop())

  it('says so, goes on when it is back, and loses nothing', async () => {
    const consumer = new RunningConsumer(sale.consume('--from-beginning', ...SHORT_SESSION))
    await consumer.logged('assigned')
    await sale.send(sale.commands, clicks(1, 60))
    expect(await waitUntil(async () => (await entries(sale)) === 60, 60_000)).toBe(true)
    await broker.crash()
    await consumer.logged('broker-retrying', 2)
    await broker.resume()
    await sale.send(sale.commands, clicks(61, 60))
    expect(await waitUntil(async () => (await entries(sale)) === 120, 60_000)).toBe(true)
    expect((await consumer.end('SIGTERM')).code).toBe(143)
    await expectSoundness(sale)
  })

  it('ends within 10 s of a signal, with what it had read in the database', async () => {
    const consumer = new RunningConsumer(sale.consume('--from-beginning', '--json'))
    await consumer.logged('assigned')
    await sale.send(sale.commands, clicks(1, 20))
    expect(await waitUntil(async () => (await entries(sale)) === 20, 60_000)).toBe(true)
    await broker.crash()
    try {
      await consumer.logged('broker-retrying')
      const signalledAt = performance.now()
      const { code, stdout } = await consumer.end('SIGTERM')
      expect(performance.now() - signalledAt).toBeLessThan(10_000)
      expect(code).toBe(143)
      expect(JSON.parse(stdout)).toMatchObject({ read: 20 })
    } finally {
      await broker.resume()
    }
  })

  it('stops when the topic is deleted and made anew while it reads', async () => {
    const consumer = new RunningConsumer(sale.consume('--from-beginning', ...SHORT_SESSION))
    await consumer.logged('assigned')
    await sale.send(sale.commands, clicks(1, 60))
    expect(await waitUntil(async () => (await entries(sale)) === 60, 60_000)).toBe(true)
    await sale.asAdmin((admin) => admin.deleteTopics({ topics: [sale.commands] }))
    const isGone = async () => !(await sale.asAdmin((admin) => admin.listTopics())).includes(sale.commands)
    expect(await waitUntil(isGone, 30_000)).toBe(true)
    await createTopics(broker.brokers, [sale.commands], 4)
    await sale.send(sale.commands, clicks(1_001, 8))
    const { code, stderr } = await consumer.end()
    expect(code).toBe(1)
    expect(stderr).toMatch(/^axon: .*(does not exist|--accept-gap)/m)
    expect(await entries(sale)).toBe(60)
  })
})
