import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { kafkaTool } from '../../services/kafka/kafka-tool.ts'
import { createKafka } from '../../src/kafka/client/connect-kafka.ts'
import { packageRoot } from '../../src/package-root.ts'
import { ownTopics } from './own-topics.ts'
import { recordsOf } from './records-of.ts'

const brokers = inject('kafkaBrokers')
const kafka = createKafka({ brokers: [brokers], clientId: 'test', ssl: false })

describe("what Kafka's own producer compressed", () => {
  /** 1.5 MB in batches of up to 1 MB: several blocks of every format in one batch. */
  const lines = Array.from({ length: 60 }, () =>
    readFileSync(join(packageRoot, 'fixtures', 'flash-sale.jsonl'), 'utf8'),
  )
    .join('')
    .split('\n')
    .filter((line) => line !== '')

  it.each(['none', 'gzip', 'snappy', 'lz4', 'zstd'])('is read as it was written: %s', async (codec) => {
    const { commands } = await ownTopics(brokers, 1, { 'max.message.bytes': '10000000' })
    const settings = ['batch.size=1000000', 'linger.ms=500', 'max.request.size=10000000']
    await kafkaTool(
      'org.apache.kafka.tools.ConsoleProducer',
      [
        ...['--bootstrap-server', brokers, '--topic', commands, '--compression-codec', codec],
        ...settings.flatMap((setting) => ['--command-property', setting]),
      ],
      `${lines.join('\n')}\n`,
    )
    const records = await recordsOf(kafka, commands)
    expect(records.map(({ value }) => String(value))).toEqual(lines)
    expect(records.every(({ key }) => key === null)).toBe(true)
  })

  it.each(['gzip', 'snappy', 'lz4', 'zstd'])('keeps keys, headers and tombstones: %s', async (codec) => {
    const { commands } = await ownTopics(brokers, 1)
    await kafkaTool(
      'org.apache.kafka.tools.ConsoleProducer',
      [
        ...['--bootstrap-server', brokers, '--topic', commands, '--compression-codec', codec],
        ...['parse.key=true', 'parse.headers=true', 'null.marker=NULL'].flatMap((setting) => [
          '--reader-property',
          setting,
        ]),
      ],
      'a:1,b:2\tkey\tvalue\nc:3\t7\tNULL\n',
    )
    expect(await recordsOf(kafka, commands)).toMatchObject([
      { key: 'key', value: Buffer.from('value'), headers: { a: '1', b: '2' } },
      { key: '7', value: null, headers: { c: '3' } },
    ])
  })
})
