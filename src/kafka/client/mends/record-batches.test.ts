import { createRequire } from 'node:module'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { kafkaFailure } from '../kafka-failure.ts'
import type { CodecOf, DecodedRecord, DecodeMessages, Decoder } from './kafkajs-decoding.ts'
import { readingRecordBatches } from './record-batches.ts'

const require = createRequire(import.meta.url)
const PROTOCOL = 'kafkajs/src/protocol'
const DecoderOf = require(`${PROTOCOL}/decoder`) as new (bytes: Buffer) => Decoder
const Long = require('kafkajs/src/utils/long')
const compression = require(`${PROTOCOL}/message/compression`) as { lookupCodecByAttributes: CodecOf }
const { RecordBatch } = require(`${PROTOCOL}/recordBatch/v0`)
const recordOf = require(`${PROTOCOL}/recordBatch/record/v0`)
const byKafkajs = require(`${PROTOCOL}/requests/fetch/v4/decodeMessages`) as DecodeMessages
const byUs = readingRecordBatches(byKafkajs, compression.lookupCodecByAttributes)

const GZIP = 1
const TIME_OF_BROKER = 0x08
const LAST_BYTE_OF_ATTRIBUTES = 22

/** Small numbers, and such as take many bytes. */
const number = (max: number) => fc.oneof(fc.nat({ max: 200 }), fc.nat({ max }))
const nanoseconds = fc.bigInt({ min: 2n ** 60n, max: 2n ** 61n })
/** Of what every object has by itself kafkajs makes something else. */
const nameOfHeader = fc.string().filter((name) => !(name in {}))
const bytes = fc.option(fc.uint8Array({ maxLength: 300 }).map((part) => Buffer.from(part)))
const batchOf = fc.record({
  firstOffset: number(2 ** 45),
  firstTimestamp: fc.oneof(fc.constant(-1n), number(2 ** 45).map(BigInt), nanoseconds),
  producerId: fc.integer({ min: -1, max: 1_000 }),
  transactional: fc.boolean(),
  compression: fc.constantFrom(0, GZIP),
  hasTimeOfBroker: fc.boolean(),
  records: fc.array(
    fc.record({
      offsetDelta: number(2 ** 30),
      timestampDelta: fc.oneof(
        fc.bigInt({ min: -(2n ** 44n), max: 2n ** 44n }),
        nanoseconds,
        nanoseconds.map((time) => -time),
      ),
      key: bytes,
      value: bytes,
      headers: fc.dictionary(nameOfHeader, fc.string(), { maxKeys: 2 }),
    }),
    { minLength: 1, maxLength: 20 },
  ),
})

type Batch = typeof batchOf extends fc.Arbitrary<infer Of> ? Of : never

async function bytesOf({ records, hasTimeOfBroker, ...batch }: Batch): Promise<Buffer> {
  const { buffer } = await RecordBatch({
    ...batch,
    firstOffset: Long.fromValue(batch.firstOffset),
    firstTimestamp: Long.fromValue(batch.firstTimestamp),
    producerId: Long.fromValue(batch.producerId),
    maxTimestamp: 1_700_000_000_000,
    records: records.map((record) =>
      recordOf({ ...record, timestampDelta: Long.fromValue(record.timestampDelta) }),
    ),
  })
  if (hasTimeOfBroker) buffer[LAST_BYTE_OF_ATTRIBUTES] |= TIME_OF_BROKER
  return buffer
}

async function decoded(decode: DecodeMessages, batches: readonly Buffer[]) {
  const size = Buffer.alloc(4)
  const all = Buffer.concat(batches)
  size.writeInt32BE(all.length)
  return (await decode(new DecoderOf(Buffer.concat([size, all])))).map(shown)
}

/** All that Axon, or kafkajs, looks at. */
const shown = ({ timestamp, offset, key, value, headers, isControlRecord, batchContext }: DecodedRecord) => ({
  ...{ timestamp, offset, key, value, headers: { ...headers }, isControlRecord },
  batchContext: { producerId: batchContext?.producerId, inTransaction: batchContext?.inTransaction },
})

it('reads batches as kafkajs reads them', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(batchOf, { minLength: 1, maxLength: 3 }),
      fc.nat({ max: 70 }),
      async (batches, cut) => {
        const sent = await Promise.all(batches.map(bytesOf))
        // An answer that is full ends anywhere.
        const answer = [...sent, (await bytesOf(batches[0]!)).subarray(0, cut)]
        expect(await decoded(byUs, answer)).toEqual(await decoded(byKafkajs, answer))
      },
    ),
  )
})

const oneRecord = async (firstOffset: number, more: object = {}): Promise<Buffer> => {
  const records = [recordOf({ key: null, value: Buffer.alloc(100) })]
  return (await RecordBatch({ firstOffset: Long.fromValue(firstOffset), records, ...more })).buffer
}

it('halts at a batch that is damaged, and says where it is, instead of making something up', async () => {
  const cut = Buffer.from((await oneRecord(41)).subarray(0, -50))
  cut.writeInt32BE(cut.length - 12, 8)
  const more = await oneRecord(41)
  more.writeInt32BE(3, 57)
  for (const damaged of [cut, more]) {
    const failure = await decoded(byUs, [damaged]).catch((error: unknown) => error)
    expect(kafkaFailure(failure)).toMatchObject({ message: expect.stringContaining('offset 41') })
    expect(failure).toMatchObject({ retriable: false })
  }
})

it('passes the offsets at the end of a batch whose records compaction has taken', async () => {
  const records = await decoded(byUs, [await oneRecord(10, { lastOffsetDelta: 9 }), await oneRecord(20)])
  const places = records.map(({ offset, isControlRecord }) => [offset, isControlRecord])
  expect(places).toEqual([
    ['10', false],
    ['19', true],
    ['20', false],
  ])
})

it('leaves messages of an older format behind a batch to the next answer', async () => {
  const old = Buffer.alloc(120, 0xe5)
  old.writeInt32BE(108, 8)
  old[16] = 1
  expect(await decoded(byUs, [await oneRecord(10), old])).toHaveLength(1)
})
