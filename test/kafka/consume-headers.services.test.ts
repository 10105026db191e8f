import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { kafkaTool } from '../../services/kafka/kafka-tool.ts'
import { createKafka } from '../../src/kafka/client/connect-kafka.ts'
import { databases } from '../databases.ts'
import { click, SHOP } from '../shop.ts'
import { KafkaSale } from './kafka-sale.ts'
import { recordsOf } from './records-of.ts'
import { RunningConsumer } from './running-consumer.ts'

const SHORT_SESSION = ['--session-timeout', '6']
const UNTIL_IDLE = ['--exit-when-idle', '1', '--json']

const brokers = inject('kafkaBrokers')
let sale: KafkaSale
beforeEach(async () => {
  sale = await KafkaSale.create({
    brokers,
    partitions: 1,
    database: await databases[0]!.create(),
    shop: SHOP,
  })
})
afterEach(() => sale.drop())

/** Reads all of it. One stay in the group: a process that stood still for longer than its session would have been thrown out. */
async function consumedAtOneGo(...more: string[]): Promise<unknown> {
  const consumer = new RunningConsumer(sale.consume(...UNTIL_IDLE, ...SHORT_SESSION, ...more))
  const { code, stdout, stderr } = await consumer.end()
  expect(stderr.split('\n').filter((line) => line.startsWith('axon:'))).toEqual([])
  expect(code).toBe(0)
  expect(consumer.events('assigned')).toHaveLength(1)
  return JSON.parse(stdout)
}

const named = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`header-${index}`, `${index}`]))

it('takes no notice of headers: thousands of names, one name thousands of times, large and empty ones', async () => {
  await sale.send(sale.commands, [
    { key: '1', value: click(1), headers: named(20_000) },
    { key: '1', value: click(2), headers: { trace: Array.from({ length: 20_000 }, () => 'x') } },
    { key: '1', value: click(3), headers: { huge: Buffer.alloc(300_000) } },
    { key: '1', value: click(4), headers: { empty: Buffer.alloc(0), '': 'no name', __proto__: 'data' } },
  ])
  await sale.send(
    sale.commands,
    Array.from({ length: 1_000 }, (_, index) => ({
      key: '1',
      value: click(index + 5),
      headers: named(50),
    })),
  )
  expect(await consumedAtOneGo()).toMatchObject({ read: 1_004, approved: 100, rejected: 904, deadLetter: 0 })
})

it.each(['gzip', 'snappy', 'lz4', 'zstd'])('takes no notice of headers in batches of %s', async (codec) => {
  const headers = Array.from({ length: 20_000 }, (_, index) => `header-${index}:${index}`).join(',')
  const lines = [1, 2].map((userId) => `${headers}\t1\t${JSON.stringify(click(userId))}\n`)
  await kafkaTool(
    'org.apache.kafka.tools.ConsoleProducer',
    [
      ...['--bootstrap-server', brokers, '--topic', sale.commands, '--compression-codec', codec],
      ...['parse.key=true', 'parse.headers=true'].flatMap((setting) => ['--reader-property', setting]),
    ],
    lines.join(''),
  )
  expect(await consumedAtOneGo()).toMatchObject({ read: 2, approved: 2 })
})

it('publishes dead letters with the headers of Axon alone, however many the record had', async () => {
  const topic = `${sale.group}.dead-letters`
  await sale.asAdmin((admin) => admin.createTopics({ topics: [{ topic, numPartitions: 1 }] }))
  await sale.send(sale.commands, [{ key: 'x', value: '{"cut', headers: named(20_000) }])
  expect(await consumedAtOneGo('--dead-letter-topic', topic)).toMatchObject({ read: 1, deadLetter: 1 })
  const kafka = createKafka({ brokers: [brokers], clientId: 'test', ssl: false })
  const [letter] = await recordsOf(kafka, topic)
  expect(letter).toMatchObject({ key: 'x', value: Buffer.from('{"cut') })
  expect(Object.keys(letter!.headers).filter((name) => !name.startsWith('axon-'))).toEqual([])
})
