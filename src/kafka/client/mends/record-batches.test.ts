import { createRequire } from 'node:module'
import fc from 'fast-check'
import { expect, it } from 'vitest'
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
const bytes = fc.option(fc.uint8Array({ maxLength: 300 }).map((part) => Buffer.from(part)))
const batchOf = fc.record({
  firstOffset: number(2 ** 45),
  firstTimestamp: fc.oneof(fc.constant(-1), number(2 ** 45)),
  producerId: fc.integer({ min: -1, max: 1_000 }),
  transactional: fc.boolean(),
  compression: fc.constantFrom(0, GZIP),
  hasTimeOfBroker: fc.boolean(),
  records: fc.array(
    fc.record({
      offsetDelta: number(2 ** 30),
      timestampDelta: fc.integer({ min: -(2 ** 44), max: 2 ** 44 }),
      key: bytes,
      value: bytes,
      headers: fc.dictionary(fc.string(), fc.string(), { maxKeys: 2 }),
    }),
    { minLength: 1, maxLength: 20 },
  ),
})

type Batch = typeof batchOf extends fc.Arbitrary<infer Of> ? Of : never

async function bytesOf({ records, hasTimeOfBroker, ...batch }: Batch): Promise<Buffer> {
  const { buffer } = await RecordBatch({
    ...batch,
    firstOffset: Long.fromValue(batch.firstOffset),
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
  batchContext: { producerId: batchContext.producerId, inTransaction: batchContext.inTransaction },
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

it('says where a batch is that ends within a record, instead of making something up', async () => {
  const batch = await RecordBatch({
    firstOffset: Long.fromValue(41),
    records: [recordOf({ key: null, value: Buffer.alloc(100) })],
  })
  const damaged = Buffer.from(batch.buffer)
  damaged.writeInt32BE(damaged.length - 12 - 50, 8)
  await expect(decoded(byUs, [damaged.subarray(0, -50)])).rejects.toThrow('offset 41')
})
