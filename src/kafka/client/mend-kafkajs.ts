import { createRequire } from 'node:module'

/**
 * kafkajs 2.2.4, the last release, reads two things wrongly that brokers send to everybody who reads committed messages. Both are
 * mended where answers to fetches are decoded (docs/adr/0009-mending-kafkajs.md).
 */

interface Decoder {
  readonly buffer: Buffer
  offset: number
  readInt32(): number
  readBytes(length: number): Buffer
  canReadBytes(length: number): boolean
}

interface DecodedRecord {
  readonly offset: string
  readonly key: Buffer | null
  /** True: kafkajs moves its position past it, and hands it to nobody. */
  isControlRecord: boolean
  readonly batchContext: { readonly producerId: string; readonly inTransaction: boolean }
}

interface RecordBatch {
  readonly firstOffset: string
  readonly lastOffsetDelta: number
  readonly producerId: string
  readonly inTransaction: boolean
  readonly records: readonly DecodedRecord[]
}

interface AbortedTransaction {
  readonly producerId: string
  readonly firstOffset: string
}

interface FetchedPartition {
  abortedTransactions?: readonly AbortedTransaction[] | null
  readonly messages: readonly DecodedRecord[]
}

type DecodeMessages = ((decoder: Decoder) => Promise<DecodedRecord[]>) & { isMended?: true }
type DecodeAnswer = (bytes: Buffer) => Promise<{
  readonly responses: readonly { readonly partitions: readonly FetchedPartition[] }[]
}>

/** Versions of the fetch request that know transactions. */
const FETCH_VERSIONS = [4, 5, 6, 7, 8, 9, 10, 11]

const require = createRequire(import.meta.url)
const PROTOCOL = 'kafkajs/src/protocol'
const DECODE_MESSAGES = `${PROTOCOL}/requests/fetch/v4/decodeMessages`

/** Once per process, before the first fetch: kafkajs loads these parts when it needs them. */
export function mendKafkajs(): void {
  const decodeMessages = require(DECODE_MESSAGES) as DecodeMessages
  if (decodeMessages.isMended) return
  require.cache[require.resolve(DECODE_MESSAGES)]!.exports = mendedDecodeMessages(decodeMessages)
  for (const version of FETCH_VERSIONS) {
    const answer = require(`${PROTOCOL}/requests/fetch/v${version}/response`) as { decode: DecodeAnswer }
    const { decode } = answer
    answer.decode = async (bytes) => {
      const decoded = await decode(bytes)
      for (const { partitions } of decoded.responses) partitions.forEach(hideAborted)
      return decoded
    }
  }
}

const RECORD_BATCHES = 2
const MAGIC_AT = 16
const BATCH_OVERHEAD = 49

/**
 * Compaction keeps a batch whose records are all gone, for its producer's sake. kafkajs makes nothing of it, and asks for the same
 * offset for ever; here it becomes one record that nobody is shown.
 */
function mendedDecodeMessages(original: DecodeMessages): DecodeMessages {
  const decodeBatch = require(`${PROTOCOL}/recordBatch/v0/decoder`) as (
    decoder: Decoder,
  ) => Promise<RecordBatch>
  const DecoderOf = require(`${PROTOCOL}/decoder`) as new (buffer: Buffer) => Decoder
  const mended: DecodeMessages = async (decoder) => {
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
  mended.isMended = true
  return mended
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

const ABORT_MARKER = Buffer.from([0, 0, 0, 0])

/**
 * Hides the records of aborted transactions. kafkajs takes the list of those for sorted by where they began (brokers sort it by
 * where they ended), begins one per record at most, and takes any record with four zero bytes as its key for the end of one.
 */
function hideAborted(partition: FetchedPartition): void {
  const { abortedTransactions, messages } = partition
  if (!abortedTransactions || abortedTransactions.length === 0) return
  const toBegin = abortedTransactions
    .map(({ producerId, firstOffset }) => ({ producerId, firstOffset: Number(firstOffset) }))
    .sort((one, other) => one.firstOffset - other.firstOffset)
  const aborting = new Set<string>()
  let next = 0
  for (const record of messages) {
    for (
      let begun = toBegin[next];
      begun && begun.firstOffset <= Number(record.offset);
      begun = toBegin[next]
    ) {
      aborting.add(begun.producerId)
      next += 1
    }
    const { producerId, inTransaction } = record.batchContext
    if (!record.isControlRecord) {
      if (inTransaction && aborting.has(producerId)) record.isControlRecord = true
    } else if (record.key?.equals(ABORT_MARKER)) aborting.delete(producerId)
  }
  partition.abortedTransactions = []
}
