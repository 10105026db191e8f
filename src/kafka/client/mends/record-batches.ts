import type { CodecOf, DecodedRecord, DecodeMessages } from './kafkajs-decoding.ts'
import { type BatchOfRecords, readRecord } from './read-record.ts'
import { VarBytes } from './var-bytes.ts'

/** Where the fields of a batch begin: https://kafka.apache.org/documentation/#recordbatch. Its length counts what follows the length. */
const AT = {
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
      // An answer that is full ends within a batch.
      if (end > bytes.length) break
      await readBatch(bytes.subarray(at, end), codecOf, records)
    }
    return records
  }
}

/**
 * Compaction keeps a batch whose records are all gone, for its producer's sake. kafkajs makes nothing of it, and asks for the same
 * offset for ever; here it becomes one record that nobody is shown.
 */
async function readBatch(bytes: Buffer, codecOf: CodecOf, records: DecodedRecord[]): Promise<void> {
  const firstOffset = Number(bytes.readBigInt64BE(0))
  const attributes = bytes.readInt16BE(AT.attributes)
  const timeOf = (at: number) => Number(bytes.readBigInt64BE(at))
  const batch: BatchOfRecords = {
    firstOffset,
    firstTime: timeOf(AT.firstTime),
    timeOfBroker: (attributes & HAS_TIME_OF_BROKER) > 0 ? timeOf(AT.maxTime) : null,
    isControl: (attributes & IS_CONTROL) > 0,
    context: {
      producerId: String(bytes.readBigInt64BE(AT.producerId)),
      inTransaction: (attributes & IN_TRANSACTION) > 0,
    },
  }
  const count = bytes.readInt32BE(AT.count)
  if (count <= 0) {
    const offset = String(firstOffset + bytes.readInt32BE(AT.lastOffsetDelta))
    records.push({ offset, key: null, isControlRecord: true, batchContext: batch.context })
    return
  }
  const plain = bytes.subarray(AT.records)
  const from = new VarBytes((await codecOf(attributes)?.decompress(plain)) ?? plain)
  for (let left = count; left > 0; left -= 1) records.push(readRecord(from, batch))
}
