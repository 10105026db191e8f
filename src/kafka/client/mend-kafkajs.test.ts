import { createRequire } from 'node:module'
import { expect, it } from 'vitest'
import { mendKafkajs } from './mend-kafkajs.ts'

const require = createRequire(import.meta.url)

/** A batch of records as brokers send it; without records, as compaction leaves it behind. */
function emptyBatch(firstOffset: number, lastOffsetDelta: number): Buffer {
  const batch = Buffer.alloc(61)
  batch.writeBigInt64BE(BigInt(firstOffset), 0)
  batch.writeInt32BE(batch.length - 12, 8)
  batch.writeInt8(2, 16)
  batch.writeInt32BE(lastOffsetDelta, 23)
  batch.writeBigInt64BE(77n, 43) // producer
  return batch
}

async function decoded(...batches: Buffer[]): Promise<{ offset: string; isControlRecord: boolean }[]> {
  mendKafkajs()
  const decodeMessages = require('kafkajs/src/protocol/requests/fetch/v4/decodeMessages')
  const Decoder = require('kafkajs/src/protocol/decoder')
  const size = Buffer.alloc(4)
  size.writeInt32BE(Buffer.concat(batches).length)
  return decodeMessages(new Decoder(Buffer.concat([size, ...batches])))
}

it('reads past batches that compaction has emptied, and leaves a batch that is cut off to the next fetch', async () => {
  const cut = emptyBatch(20, 0).subarray(0, 55)
  const records = await decoded(emptyBatch(5, 4), emptyBatch(10, 9), cut)
  expect(records.map(({ offset, isControlRecord }) => [offset, isControlRecord])).toEqual([
    ['9', true],
    ['19', true],
  ])
  expect(await decoded()).toEqual([])
})
