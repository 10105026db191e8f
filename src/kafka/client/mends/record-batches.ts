import type { CodecOf, DecodedRecord, DecodeMessages } from './kafkajs-decoding.ts'
import { type BatchOfRecords, readRecord } from './read-record.ts'
import { VarintReader } from './varint-reader.ts'

/** Where the fields of a batch begin: https://kafka.apache.org/documentation/#recordbatch. Its length counts what follows the length. */
const AT = {
  firstOffset: 0,
  length: 8,
  magic: 16,
  attributes: 21,
  lastOffsetDelta: 23,
  firstTime: 27,
  maxTime: 35,
  producerId: 43,
  count: 57,
  records: 61,
} as const
const AFTER_LENGTH = 12
const RECORD_BATCHES = 2
const HAS_TIME_OF_BROKER = 0x08
const IN_TRANSACTION = 0x10
const IS_CONTROL = 0x20

/** Decodes what a broker sends of a partition; messages of the formats before record batches are left to kafkajs. */
export function readingRecordBatches(original: DecodeMessages, codecOf: CodecOf): DecodeMessages {
  return async (decoder) => {
    const before = decoder.offset
    const size = decoder.readInt32()
    const isWhole = size > AT.magic && decoder.canReadBytes(size)
    if (!isWhole || decoder.buffer[decoder.offset + AT.magic] !== RECORD_BATCHES) {
      decoder.offset = before
      return original(decoder)
    }
    const bytes = decoder.readBytes(size)
    const records: DecodedRecord[] = []
    for (let at = 0, end = 0; at + AT.records <= bytes.length; at = end) {
      end = at + AFTER_LENGTH + bytes.readInt32BE(at + AT.length)
      // An answer that is full ends within a batch. A message of an older format is the first of the next answer.
      if (end > bytes.length || bytes[at + AT.magic] !== RECORD_BATCHES) break
      await readBatch(bytes.subarray(at, end), codecOf, records)
    }
    return records
  }
}

/** Adds the records of one batch. @throws UnreadableBatchError if it is damaged. */
async function readBatch(bytes: Buffer, codecOf: CodecOf, records: DecodedRecord[]): Promise<void> {
  const longAt = (at: number) => bytes.readBigInt64BE(at)
  const attributes = bytes.readInt16BE(AT.attributes)
  const firstTime = longAt(AT.firstTime)
  const batch: BatchOfRecords = {
    firstOffset: Number(longAt(AT.firstOffset)),
    firstTime: Number.isSafeInteger(Number(firstTime)) ? Number(firstTime) : firstTime,
    timeOfBroker: (attributes & HAS_TIME_OF_BROKER) > 0 ? String(longAt(AT.maxTime)) : null,
    isControl: (attributes & IS_CONTROL) > 0,
    context: {
      producerId: String(longAt(AT.producerId)),
      inTransaction: (attributes & IN_TRANSACTION) > 0,
    },
  }
  const count = bytes.readInt32BE(AT.count)
  let last = batch.firstOffset - 1
  if (count > 0) {
    const plain = bytes.subarray(AT.records)
    const reader = new VarintReader((await codecOf(attributes)?.decompress(plain)) ?? plain)
    for (let left = count; left > 0; left -= 1) records.push(readRecord(reader, batch))
    last = Number(records.at(-1)!.offset)
  }
  // Compaction leaves a batch with its last offset, whatever is left of its records. kafkajs fetches it again for each offset that is
  // missing at its end, and for ever if none is left; here a record that nobody is shown stands for them.
  const end = batch.firstOffset + bytes.readInt32BE(AT.lastOffsetDelta)
  if (last < end)
    records.push({ offset: String(end), key: null, isControlRecord: true, batchContext: batch.context })
}
