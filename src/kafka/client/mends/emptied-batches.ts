import type { DecodeBatch, DecodedRecord, DecodeMessages, Decoder, RecordBatch } from './kafkajs-decoding.ts'

const RECORD_BATCHES = 2
const MAGIC_AT = 16
const BATCH_OVERHEAD = 49

/**
 * Compaction keeps a batch whose records are all gone, for its producer's sake. kafkajs makes nothing of it, and asks for the same
 * offset for ever; here it becomes one record that nobody is shown.
 */
export function readingEmptiedBatches(
  original: DecodeMessages,
  decodeBatch: DecodeBatch,
  DecoderOf: new (buffer: Buffer) => Decoder,
): DecodeMessages {
  return async (decoder) => {
    const before = decoder.offset
    const size = decoder.readInt32()
    const isWhole = size > MAGIC_AT && decoder.canReadBytes(size)
    if (!isWhole || decoder.buffer[decoder.offset + MAGIC_AT] !== RECORD_BATCHES) {
      decoder.offset = before
      return original(decoder)
    }
    const batches = new DecoderOf(decoder.readBytes(size))
    const records: DecodedRecord[] = []
    while (batches.canReadBytes(BATCH_OVERHEAD)) {
      const batch = await decodeBatch(batches).catch((error: Error) => {
        // An answer that is full ends within a batch.
        if (error.name === 'KafkaJSPartialMessageError') return null
        throw error
      })
      if (!batch) break
      for (const record of batch.records) records.push(record)
      if (batch.records.length === 0) records.push(placeOf(batch))
    }
    return records
  }
}

const placeOf = ({
  firstOffset,
  lastOffsetDelta,
  producerId,
  inTransaction,
}: RecordBatch): DecodedRecord => ({
  offset: String(BigInt(firstOffset) + BigInt(lastOffsetDelta)),
  key: null,
  isControlRecord: true,
  batchContext: { producerId, inTransaction },
})
