import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Kafka } from 'kafkajs'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { createTopics } from '../../services/kafka/create-topics.ts'
import { waitUntil } from '../../services/wait-until.ts'
import { MAX_TOGETHER } from '../../src/behavior-log/forward/forwarding.ts'
import { KafkaWriter } from '../../src/behavior-log/kafka/kafka-writer.ts'
import { createKafka } from '../../src/kafka/client/connect-kafka.ts'
import { axon, finished, start } from '../axon.ts'
import { recordsOf } from '../kafka/records-of.ts'
import { documentOf } from './log-documents.ts'

const scratch = mkdtempSync(join(tmpdir(), 'axon-forward-'))
const brokers = inject('kafkaBrokers')
let kafka: Kafka
beforeAll(() => {
  kafka = createKafka({ brokers: [brokers], clientId: 'axon-test', ssl: false })
})
afterAll(() => rmSync(scratch, { recursive: true }))

async function ownTopic(partitions = 3, config: Record<string, string> = {}): Promise<string> {
  const topic = `${randomBytes(5).toString('hex')}.behaviors`
  await createTopics(brokers, [topic], partitions, config)
  return topic
}

async function fill(topic: string, count: number, from = 0): Promise<string[]> {
  const writer = await KafkaWriter.open(kafka, topic)
  const documents = Array.from({ length: count }, (_, index) => documentOf(`id-${from + index}`))
  for (let at = 0; at < count; at += 2_000) {
    const { left, refused } = await writer.write(documents.slice(at, at + 2_000))
    expect([left, refused]).toEqual([[], []])
  }
  await writer.close()
  return documents.map(({ id }) => id)
}

const forward = (topic: string, folder: string, ...more: string[]) => [
  'forward',
  '--brokers',
  brokers,
  '--from',
  `kafka:${topic}`,
  '--to',
  `file:${folder}`,
  '--group',
  topic,
  ...more,
]

const linesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1))
const idsIn = (folder: string): string[] => linesIn(folder).map((line) => JSON.parse(line).event.id)

const UNTIL_IDLE = ['--session-timeout', '6', '--exit-when-idle', '1', '--json']

it('keeps behaviours in a topic, keyed by whose they are, each as it is', async () => {
  const topic = await ownTopic()
  const writer = await KafkaWriter.open(kafka, topic)
  const documents = ['a', 'b', 'c'].map((id) => documentOf(id, id === 'c' ? null : 'user-1'))
  expect(await writer.write(documents)).toEqual({ refused: [], left: [], failure: null })
  await writer.close()
  const records = await recordsOf(kafka, topic)
  const found = records.map(({ key, value }) => [key, value?.toString()])
  expect(found.sort()).toEqual(documents.map(({ key, json }) => [key, json]).sort())
  expect(new Set(records.filter(({ key }) => key !== null).map(({ partition }) => partition)).size).toBe(1)
})

it('refuses what the topic never takes, and keeps the rest', async () => {
  const topic = await ownTopic(1, { 'max.message.bytes': '2000' })
  const writer = await KafkaWriter.open(kafka, topic)
  const huge = { ...documentOf('huge'), json: JSON.stringify({ text: 'x'.repeat(5_000) }) }
  const documents = [documentOf('a'), huge, ...Array.from({ length: 50 }, (_, n) => documentOf(`b-${n}`))]
  const { refused, left, failure } = await writer.write(documents)
  expect([refused, left, failure]).toEqual([
    [{ document: huge, reason: expect.stringContaining('max.message.bytes') }],
    [],
    null,
  ])
  await writer.close()
  expect(await recordsOf(kafka, topic)).toHaveLength(51)
})

it('does not start without its topic', async () => {
  await expect(KafkaWriter.open(kafka, 'no.such.behaviors')).rejects.toThrow(
    'the Kafka topic no.such.behaviors does not exist',
  )
})

it('ships every document although it is killed again and again, and repeats only what it could not know', async () => {
  const topic = await ownTopic()
  const folder = join(scratch, 'killed')
  const [kills, each] = [3, 20_000]
  const count = kills * each
  for (let kill = 1; kill <= kills; kill += 1) {
    await fill(topic, each, (kill - 1) * each)
    const child = start(forward(topic, folder, '--session-timeout', '6'))
    const ended = finished(child)
    const before = kill === 1 ? 0 : linesIn(folder).length
    const hasMore = () => safeCount(folder) > before + 2_000
    expect(await waitUntil(hasMore, 30_000)).toBe(true)
    child.kill('SIGKILL')
    expect((await ended).code).toBe(null)
  }
  const last = await axon(forward(topic, folder, ...UNTIL_IDLE))
  expect(last.code).toBe(0)
  const ids = idsIn(folder)
  expect(new Set(ids).size).toBe(count)
  // Each kill may repeat the write in hand, and the one before it.
  expect(ids.length).toBeLessThanOrEqual(count + kills * 2 * MAX_TOGETHER)
  const again = await axon(forward(topic, folder, ...UNTIL_IDLE))
  expect(JSON.parse(again.stdout)).toMatchObject({ shipped: 0, refused: 0 })
})

it('stops on SIGTERM with its position stored: nothing is shipped twice, and what came meanwhile follows', async () => {
  const topic = await ownTopic()
  const folder = join(scratch, 'stopped')
  await fill(topic, 5_000)
  const child = start(forward(topic, folder, '--session-timeout', '6'))
  const ended = finished(child)
  expect(await waitUntil(() => safeCount(folder) > 0, 30_000)).toBe(true)
  child.kill('SIGTERM')
  expect((await ended).code).toBe(143)
  await fill(topic, 100, 5_000)
  expect((await axon(forward(topic, folder, ...UNTIL_IDLE))).code).toBe(0)
  const ids = idsIn(folder)
  expect([ids.length, new Set(ids).size]).toEqual([5_100, 5_100])
})

it('keeps aside what is no behaviour, with its bytes, its key and the reason, and ships the rest', async () => {
  const topic = await ownTopic(1)
  await createTopics(brokers, [`${topic}.refused`], 1)
  const folder = join(scratch, 'refused')
  await fill(topic, 10)
  const producer = kafka.producer()
  await producer.connect()
  const bad = [
    { key: 'k', value: '{"half' },
    { key: null, value: null },
    { key: null, value: Buffer.from([0xff]) },
  ]
  await producer.send({ topic, messages: bad })
  await producer.disconnect()
  await fill(topic, 10, 10)
  const { code, stdout } = await axon(forward(topic, folder, ...UNTIL_IDLE))
  expect([code, JSON.parse(stdout)]).toMatchObject([0, { shipped: 20, refused: 3 }])
  const aside = await recordsOf(kafka, `${topic}.refused`)
  expect(aside).toMatchObject([
    { key: 'k', value: Buffer.from('{"half') },
    { key: null, value: null },
    { key: null, value: Buffer.from([0xff]) },
  ])
  expect(aside[0]!.headers).toMatchObject({
    'axon-source-topic': topic,
    'axon-partition': '0',
    'axon-offset': '10',
    'axon-reason': 'NO_DOCUMENT',
    'axon-error': 'it is no JSON object',
  })
})

it('ends, and loses nothing, when a refused document has no place', async () => {
  const topic = await ownTopic(1)
  const folder = join(scratch, 'no-place')
  const producer = kafka.producer()
  await producer.connect()
  await producer.send({ topic, messages: [{ value: 'nonsense' }] })
  await producer.disconnect()
  const failed = await axon(forward(topic, folder, ...UNTIL_IDLE))
  expect([failed.code, failed.stderr]).toEqual([
    1,
    expect.stringContaining(`the Kafka topic ${topic}.refused does not exist`),
  ])
  await createTopics(brokers, [`${topic}.refused`], 1)
  const { stdout } = await axon(forward(topic, folder, ...UNTIL_IDLE))
  expect(JSON.parse(stdout)).toMatchObject({ refused: 1 })
})

it('shares a topic with another process, and loses nothing when that one goes', async () => {
  const topic = await ownTopic(4)
  const folder = join(scratch, 'shared')
  await fill(topic, 2_000)
  const children = [0, 1].map(() => start(forward(topic, folder, '--session-timeout', '6')))
  const ends = children.map((child) => finished(child))
  expect(await waitUntil(() => new Set(safeIds(folder)).size === 2_000, 60_000)).toBe(true)
  children[0]!.kill('SIGKILL')
  await ends[0]
  await fill(topic, 2_000, 2_000)
  expect(await waitUntil(() => new Set(safeIds(folder)).size === 4_000, 60_000)).toBe(true)
  children[1]!.kill('SIGTERM')
  expect((await ends[1])!.code).toBe(143)
})

function safeCount(folder: string): number {
  return safeIds(folder).length
}

/** The folder may not be there yet. */
function safeIds(folder: string): string[] {
  try {
    return idsIn(folder)
  } catch {
    return []
  }
}
