import { sql } from 'drizzle-orm/sql'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { waitUntil } from '../../services/wait-until.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { axon } from '../axon.ts'
import { databases } from '../databases.ts'
import { click, OPENING, SHOP } from '../shop.ts'
import { KafkaSale } from './kafka-sale.ts'
import { RunningConsumer } from './running-consumer.ts'

const IDLE_SECONDS = 1
const UNTIL_IDLE = ['--exit-when-idle', String(IDLE_SECONDS), '--json']

async function rows<Row>(url: string, query: string): Promise<Row[]> {
  const database = await openDatabase(url)
  try {
    return await database.query<Row>(sql.raw(query))
  } finally {
    await database.close()
  }
}

const committed = (sale: KafkaSale, entries: number) =>
  waitUntil(async () => {
    const found = await rows(sale.database, 'SELECT id FROM campaign_activity_entries')
    return found.length >= entries
  }, 30_000)

describe.each(databases)('axon consume into $name', ({ create }) => {
  let sale: KafkaSale
  beforeEach(async () => {
    sale = await KafkaSale.create({
      brokers: inject('kafkaBrokers'),
      partitions: 3,
      database: await create(),
      shop: SHOP,
    })
  })
  afterEach(() => sale.drop())

  const clicks = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => ({ key: '1', value: click(from + index) }))

  async function consumed(...more: string[]) {
    const { code, stdout, stderr } = await axon(sale.consume(...UNTIL_IDLE, ...more))
    expect(stderr.split('\n').filter((line) => line.startsWith('axon:'))).toEqual([])
    expect(code).toBe(0)
    return JSON.parse(stdout) as Record<string, unknown>
  }

  it('reads both topics to their ends, once', async () => {
    await sale.send(sale.commands, clicks(1, 150))
    await sale.send(sale.occurrences, [
      { key: '7', value: { triggerType: 'login success', userId: 7, occurredAt: OPENING } },
      { key: '8', value: { triggerType: 'signup', userId: 8, occurredAt: OPENING } },
    ])
    expect(await consumed('--from-beginning')).toMatchObject({
      source: `kafka:${sale.group}`,
      read: 152,
      approved: 100,
      rejected: 50,
      recorded: 2,
      deadLetter: 0,
      skipped: 0,
      rejectedByReason: { LIMIT_REACHED: 50 },
    })
    expect(await consumed('--from-beginning')).toMatchObject({ read: 0, skipped: 0 })

    await sale.send(sale.commands, clicks(140, 20))
    expect(await consumed()).toMatchObject({ read: 20, rejected: 20 })
    const verified = await axon(['verify', '--database', sale.database])
    expect(verified.stdout).toContain('every invariant holds')
  })

  it('counts its time up to the last commit, not the wait for more', async () => {
    await sale.send(sale.commands, clicks(1, 10))
    const startedAt = performance.now()
    const { read, elapsedMs } = await consumed('--from-beginning')
    const wallMs = performance.now() - startedAt
    expect(read).toBe(10)
    expect(elapsedMs).toBeGreaterThan(0)
    expect(elapsedMs).toBeLessThanOrEqual(wallMs - IDLE_SECONDS * 1_000)
  })

  it('takes whatever other programs put into a topic: no value, no key, too much, wrong topic', async () => {
    await sale.send(sale.commands, [
      { key: '1', value: null },
      { value: click(1), headers: { origin: 'elsewhere', trace: Buffer.from([0, 255]) } },
      { key: '1', value: { triggerType: 'PURCHASE', userId: 1 } },
      { key: '1', value: Buffer.from([0x7b, 0xff, 0x7d]) },
    ])
    await sale.asAdmin(async (admin) => {
      const config = [{ name: 'max.message.bytes', value: '4000000' }]
      const resource = { type: 2, name: sale.commands, configEntries: config }
      await admin.alterConfigs({ validateOnly: false, resources: [resource] })
    })
    const large = JSON.stringify({ ...click(2), padding: 'x'.repeat(1_200_000) })
    await sale.send(sale.commands, [{ key: '1', value: large }])

    expect(await consumed('--from-beginning')).toMatchObject({
      read: 5,
      approved: 1,
      deadLetter: 4,
      deadLetterByReason: {
        EMPTY_MESSAGE: 1,
        INVALID_ENCODING: 1,
        INVALID_MESSAGE: 1,
        MESSAGE_TOO_LARGE: 1,
      },
    })
    const kept = await rows<{ source: string; payload: Buffer; error: string }>(
      sale.database,
      `SELECT source, payload, error FROM dead_letters WHERE reason = 'MESSAGE_TOO_LARGE'`,
    )
    expect(kept[0]!.source).toBe(`kafka:${sale.commands}`)
    expect(Buffer.from(kept[0]!.payload).toString()).toBe(large.slice(0, 64 * 1024))
    expect(kept[0]!.error).toContain(`${large.length} bytes`)
  })

  it('takes the time of the record where the message has none', async () => {
    const { timestamp: _, ...untimed } = click(5)
    await sale.send(sale.commands, [{ key: '1', value: untimed, timestamp: String(OPENING + 123) }])
    await consumed('--from-beginning')
    const [summary] = await rows<{ at: number }>(
      sale.database,
      sale.database.startsWith('sqlite')
        ? 'SELECT last_purchase_at AS at FROM user_summary'
        : 'SELECT (extract(epoch FROM last_purchase_at) * 1000)::bigint::float8 AS at FROM user_summary',
    )
    expect(summary!.at).toBe(OPENING + 123)
  })

  it('leaves out what an aborted transaction wrote, and reads over the markers of transactions', async () => {
    await sale.sendInTransaction(sale.commands, clicks(1, 5))
    await sale.sendInTransaction(sale.commands, clicks(100, 5), 'abort')
    expect(await consumed('--from-beginning')).toMatchObject({ read: 5, approved: 5 })
    await sale.sendInTransaction(sale.commands, clicks(200, 3), 'abort')
    expect(await consumed()).toMatchObject({ read: 0 })
    await sale.sendInTransaction(sale.commands, clicks(6, 2))
    expect(await consumed()).toMatchObject({ read: 2, approved: 2 })
  })

  it('leaves out aborted transactions that overlap, and those whose keys look like their end', async () => {
    const to = (partition: number, from: number, count: number) =>
      clicks(from, count).map((message) => ({ ...message, partition }))
    const first = await sale.begin(sale.commands, 'first')
    await first.send(to(0, 100, 3))
    const second = await sale.begin(sale.commands, 'second')
    await second.send(to(0, 200, 3))
    await second.end('abort')
    await first.send(to(0, 103, 2))
    await first.end('abort')
    await sale.sendInTransaction(
      sale.commands,
      [{ ...to(1, 300, 1)[0]!, key: Buffer.alloc(4) }, ...to(1, 301, 2)],
      'abort',
    )
    await sale.sendInTransaction(sale.commands, [...to(0, 1, 1), ...to(1, 2, 1)])
    expect(await consumed('--from-beginning')).toMatchObject({ read: 2, approved: 2 })
  })

  it('begins with the first message of topics that neither the database nor the group knows', async () => {
    await sale.send(sale.commands, clicks(1, 10))
    expect(await consumed()).toMatchObject({ read: 10, approved: 10 })
    await sale.send(sale.commands, clicks(11, 4))
    expect(await consumed()).toMatchObject({ read: 4, approved: 4 })
  })

  it('begins where the group was if the database knows nothing, and tells Kafka where it is', async () => {
    await sale.send(sale.commands, clicks(1, 10))
    const partitionOf = await sale.asAdmin(async (admin) => {
      const offsets = await admin.fetchTopicOffsets(sale.commands)
      return offsets.find(({ high }) => high === '10')!.partition
    })
    const partitions = [{ partition: partitionOf, offset: '4' }]
    await sale.asAdmin((admin) => admin.setOffsets({ groupId: sale.group, topic: sale.commands, partitions }))
    expect(await consumed()).toMatchObject({ read: 6, approved: 6 })
    const [topic] = await sale.asAdmin((admin) =>
      admin.fetchOffsets({ groupId: sale.group, topics: [sale.commands] }),
    )
    expect(topic!.partitions.find(({ partition }) => partition === partitionOf)!.offset).toBe('10')
  })

  it('goes by the database, whatever offsets Kafka has', async () => {
    await sale.send(sale.commands, clicks(1, 10))
    await consumed('--from-beginning')
    const partitions = [0, 1, 2].map((partition) => ({ partition, offset: '0' }))
    await sale.asAdmin((admin) => admin.setOffsets({ groupId: sale.group, topic: sale.commands, partitions }))
    await sale.send(sale.commands, clicks(11, 1))
    expect(await consumed()).toMatchObject({ read: 1, approved: 1, duplicate: 0 })
  })

  it('reads partitions that are added to a topic from their first message', async () => {
    await sale.send(sale.commands, clicks(1, 3))
    expect(await consumed('--from-beginning')).toMatchObject({ read: 3 })
    await sale.asAdmin((admin) =>
      admin.createPartitions({ topicPartitions: [{ topic: sale.commands, count: 6 }] }),
    )
    const added = [3, 4, 5].map((partition) => ({ partition, value: click(10 + partition) }))
    await sale.send(sale.commands, added)
    expect(await consumed()).toMatchObject({ read: 3, approved: 3 })
  })

  it('publishes what it dead-letters with --dead-letter-topic', async () => {
    const topic = `${sale.group}.dead-letters`
    await sale.asAdmin((admin) => admin.createTopics({ topics: [{ topic, numPartitions: 1 }] }))
    await sale.send(sale.commands, [...clicks(1, 3), { key: 'x', value: '{"cut' }, { key: 'y', value: null }])
    expect(await consumed('--from-beginning', '--dead-letter-topic', topic)).toMatchObject({
      approved: 3,
      deadLetter: 2,
    })
    const offsets = await sale.asAdmin((admin) => admin.fetchTopicOffsets(topic))
    expect(offsets[0]!.high).toBe('2')
    expect(await consumed('--dead-letter-topic', topic)).toMatchObject({ read: 0 })
    const missing = await axon(sale.consume(...UNTIL_IDLE, '--dead-letter-topic', `${topic}.missing`))
    expect(missing.code).toBe(1)
    expect(missing.stderr).toMatch(/axon: .*\.missing/)
  })

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('ends on %s with %d, its report, and an empty group', async (signal, exitCode) => {
    const consumer = new RunningConsumer(sale.consume('--from-beginning', '--json'))
    await consumer.logged('assigned')
    await sale.send(sale.commands, clicks(1, 20))
    expect(await committed(sale, 20)).toBe(true)
    const { code, stdout } = await consumer.end(signal)
    expect(code).toBe(exitCode)
    expect(JSON.parse(stdout)).toMatchObject({ read: 20, approved: 20 })
    expect(consumer.events('stopping')).toHaveLength(1)
    const described = await sale.asAdmin((admin) => admin.describeGroups([sale.group]))
    expect(described.groups[0]!.members).toEqual([])
  })

  it('stops on a topic that does not exist, and creates none', async () => {
    const args = ['--brokers', sale.brokers, '--database', sale.database]
    const missing = `${sale.commands}.missing`
    const { code, stderr } = await axon(['consume', ...args, '--topics', `commands=${missing}`])
    expect(code).toBe(1)
    const said = stderr.split('\n').filter((line) => line.startsWith('axon:'))
    expect(said).toEqual([
      `axon: the Kafka topic ${missing} does not exist: create it first (Axon never creates topics), or name another one (--topics, --from)`,
    ])
    expect(await sale.asAdmin((admin) => admin.listTopics())).not.toContain(missing)
  })
})

it('waits for brokers that are not there, says so, and still ends when asked to', async () => {
  const consumer = new RunningConsumer([
    'consume',
    '--brokers',
    '127.0.0.1:1',
    '--database',
    'sqlite::memory:',
  ])
  await consumer.logged('broker-retrying', 2)
  const { code } = await consumer.end('SIGTERM')
  expect(code).toBe(143)
})

it.each([
  ['axon.somewhere', /is none of commands, occurrences/],
  ['commands=a b', /is no name of a topic/],
  ['commands=same,occurrences=same', /can't hold both/],
])('refuses --topics %s', async (topics, why) => {
  const { code, stderr } = await axon(['consume', '--topics', topics])
  expect(code).toBe(2)
  expect(stderr).toMatch(why)
})
