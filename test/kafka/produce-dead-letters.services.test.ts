import { randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm/sql'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { createTopics } from '../../services/kafka/create-topics.ts'
import { waitUntil } from '../../services/wait-until.ts'
import { HaltError } from '../../src/domain/halt-error.ts'
import { createKafka } from '../../src/kafka/client/connect-kafka.ts'
import { DeadLetterRows } from '../../src/kafka/dead-letters/dead-letter-rows.ts'
import { DeadLetterTopic } from '../../src/kafka/dead-letters/dead-letter-topic.ts'
import { verify } from '../../src/operations/verify.ts'
import { BatchWriter } from '../../src/pipeline/commit/batch-writer.ts'
import type { PipelineListener } from '../../src/pipeline/pipeline-event.ts'
import type { SourceMessage } from '../../src/pipeline/source-slice.ts'
import type { Database } from '../../src/stores/database.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { databases, type EmptyDatabase } from '../databases.ts'
import { recordsOf } from './records-of.ts'

const brokers = inject('kafkaBrokers')
const kafka = createKafka({ brokers: [brokers], clientId: 'test', ssl: false })

describe.each(databases)('the dead-letter topic, from $name', ({ create }) => {
  let topic: string
  let empty: EmptyDatabase
  let database: Database
  const halts: HaltError[] = []
  beforeEach(async () => {
    topic = `${randomBytes(5).toString('hex')}.dead`
    await createTopics(brokers, [topic], 2)
    empty = await create()
    database = await openDatabase(empty.url)
    halts.length = 0
  })
  afterEach(async () => {
    await database.close()
    await empty.drop()
  })

  const open = (name = topic) =>
    new DeadLetterTopic(kafka, new DeadLetterRows(database, name), {
      topic: name,
      onRetry: () => {},
      onHalt: (error) => halts.push(error),
    })

  /** Processes messages of a source that are all dead letters; `values` from offset `from` on. */
  async function process(
    source: string,
    partition: number,
    from: number,
    values: readonly (Buffer | string | null)[],
    listener?: PipelineListener,
  ): Promise<void> {
    const at = { source, partition }
    const stored = await database.position(at)
    const messages: SourceMessage[] = values.map((value, index) => ({
      offset: from + index,
      key: value === null ? null : Buffer.from(`key ${from + index}`),
      value: typeof value === 'string' ? Buffer.from(value) : value,
      recordTime: Date.now(),
    }))
    const to = { nextOffset: from + values.length, fingerprint: null }
    const writer = new BatchWriter(database, { retries: 0, ...(listener && { listener }) })
    await writer.write([
      { at, messageKind: 'command', messages, claim: { kind: 'advance', from: stored, to } },
    ])
  }

  const published = async () => (await recordsOf(kafka, topic)).sort((a, b) => offsetOf(a) - offsetOf(b))
  const offsetOf = ({ headers }: { headers: Readonly<Record<string, string>> }) =>
    Number(headers['axon-offset'])
  const texts = async () => (await published()).map(({ value }) => value && String(value))
  const waitFor = async (count: number) =>
    expect(await waitUntil(async () => (await recordsOf(kafka, topic)).length >= count, 30_000)).toBe(true)

  it('gets the original key and bytes, and headers that say why', async () => {
    const before = Date.now()
    await process('kafka:orders', 3, 7, ['nonsense', null, Buffer.from([0xff])])
    const deadLetters = open()
    await deadLetters.start()
    await deadLetters.close()
    const records = await published()
    expect(records).toMatchObject([
      {
        key: 'key 7',
        value: Buffer.from('nonsense'),
        headers: { 'axon-reason': 'INVALID_JSON', 'axon-error': expect.stringMatching(/^not JSON: /) },
      },
      { key: null, value: null, headers: { 'axon-reason': 'EMPTY_MESSAGE', 'axon-offset': '8' } },
      { key: 'key 9', value: Buffer.from([0xff]), headers: { 'axon-reason': 'INVALID_ENCODING' } },
    ])
    for (const { headers } of records) {
      expect(headers).toMatchObject({ 'axon-source-topic': 'orders', 'axon-partition': '3' })
      expect(headers['axon-time']).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
      expect(Date.parse(headers['axon-time']!)).toBeGreaterThanOrEqual(before)
    }
    expect((await verify(database)).holds).toBe(true)
  })

  it('gets what is committed while it runs, and nothing of files', async () => {
    const deadLetters = open()
    await deadLetters.start()
    await process('kafka:orders', 0, 0, ['a', 'b'], deadLetters.listen)
    await waitFor(2)
    await process('file:/tmp/x', 0, 1, ['of a file'], deadLetters.listen)
    await process('kafka:orders', 1, 10, ['c'], deadLetters.listen)
    await process('kafka:orders', 0, 20, ['d'], deadLetters.listen)
    await deadLetters.close()
    expect(await texts()).toEqual(['a', 'b', 'c', 'd'])
  })

  it('gets everything once more only where a crash came between the broker and the database', async () => {
    await process('kafka:orders', 0, 0, ['a', 'b'])
    const rows = new DeadLetterRows(database, topic)
    const crashing = new DeadLetterTopic(
      kafka,
      {
        failureOf: () => 'fatal',
        waiting: () => rows.waiting(),
        next: (at) => rows.next(at),
        published: () => Promise.reject(new Error('crash')),
      },
      { topic, onRetry: () => {}, onHalt: (error) => halts.push(error) },
    )
    await crashing.start()
    expect(await waitUntil(async () => halts.length > 0, 30_000)).toBe(true)
    expect(halts[0]?.message).toBe(`dead letters can't be published to ${topic}: crash`)
    await crashing.close()
    for (const _ of [1, 2]) {
      const next = open()
      await next.start()
      await next.close()
    }
    expect(await texts()).toEqual(['a', 'a', 'b', 'b'])
  })

  it('loses none of a partition whose smaller ids another partition commits later', async () => {
    await process('kafka:orders', 1, 0, ['first'])
    const deadLetters = open()
    await deadLetters.start()
    await deadLetters.close()
    // As if its transaction, begun before, had been committed only now.
    await database.query(sql`UPDATE dead_letters SET id = 0 WHERE source = 'kafka:orders'`)
    await process('kafka:orders', 0, 5, ['late'])
    const again = open()
    await again.start()
    await again.close()
    expect(await texts()).toEqual(['first', 'late'])
  })

  it('goes on when the source topic was made anew and its offsets start over', async () => {
    await process('kafka:orders', 0, 100, ['old'])
    await process('kafka:orders', 0, 0, ['new'])
    const deadLetters = open()
    await deadLetters.start()
    await deadLetters.close()
    expect(await texts()).toEqual(['new', 'old'])
    await process('kafka:orders', 0, 1, ['newer'])
    const next = open()
    await next.start()
    await next.close()
    expect(await texts()).toEqual(['new', 'newer', 'old'])
  })

  it('gets thousands of them, large ones too, in their order', async () => {
    const many = Array.from({ length: 2_500 }, (_, i) => `nonsense ${i}`)
    await process('kafka:orders', 0, 0, many)
    // Random, since what is too large is tried compressed.
    const large = randomBytes(1024 * 1024)
    await process('kafka:orders', 0, 2_500, [
      large,
      ...Array.from({ length: 8 }, () => large.subarray(0, 900_000)),
    ])
    const deadLetters = open()
    await deadLetters.start()
    await deadLetters.close(30_000)
    const records = await published()
    expect(records.slice(0, 2_500).map(({ value }) => String(value))).toEqual(many)
    expect(records).toHaveLength(2_509)
    // With its key and headers it is more than brokers take unless told otherwise: its beginning, and the full length.
    expect(records[2_500]?.value).toHaveLength(64 * 1024)
    expect(records[2_500]?.headers['axon-truncated']).toBe(String(1024 * 1024))
    expect(records[2_501]?.value).toHaveLength(900_000)
    expect(halts).toEqual([])
  })

  it('must exist', async () => {
    const deadLetters = open('not.there')
    await expect(deadLetters.start()).rejects.toThrow(
      new HaltError('KAFKA_TOPIC_NOT_FOUND', { topic: 'not.there', isRead: false }),
    )
    await deadLetters.close()
  })
})
