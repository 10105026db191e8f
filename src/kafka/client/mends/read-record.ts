import { UnreadableBatchError } from '../codecs/unreadable-batch-error.ts'
import type { BatchContext, DecodedRecord } from './kafkajs-decoding.ts'
import { VarintReader } from './varint-reader.ts'

/** What a record takes from its batch. */
export interface BatchOfRecords {
  readonly firstOffset: number
  /** Milliseconds since 1970; negative: none was set. A bigint where a number is not exact. */
  readonly firstTime: number | bigint
  /** What all records have instead of their producer's time, as text; null: they have that. */
  readonly timeOfBroker: string | null
  readonly isControl: boolean
  readonly context: BatchContext
}

const NO_HEADERS = Object.freeze({})

/**
 * The next record (https://kafka.apache.org/documentation/#record) without its headers, which Axon never reads: kafkajs copies all of
 * them for each further one, so that 20 000 of them stop the process for more than a minute. They are decoded when somebody asks.
 *
 * @throws UnreadableBatchError if it is damaged.
 */
export function readRecord(reader: VarintReader, batch: BatchOfRecords): DecodedRecord {
  const length = reader.readNumber()
  const end = reader.at + length
  reader.at += 1 // attributes, unused
  const time = producersTime(reader, batch)
  const record = {
    timestamp: batch.timeOfBroker ?? String(time),
    offset: String(batch.firstOffset + reader.readNumber()),
    key: reader.readNullableBytes(),
    value: reader.readNullableBytes(),
    headers: NO_HEADERS,
    isControlRecord: batch.isControl,
    batchContext: batch.context,
  }
  const headersAt = reader.at
  if (!(headersAt <= end && end <= reader.bytes.length)) {
    throw new UnreadableBatchError(null, `a record of the batch of offset ${batch.firstOffset} is cut off`)
  }
  reader.at = end
  // A record ends with its headers, and without any with their number.
  return end - headersAt > 1 ? new RecordWithHeaders(record, reader.bytes, headersAt) : record
}

function producersTime(reader: VarintReader, { firstTime }: BatchOfRecords): number | bigint {
  const start = reader.at
  const after = reader.readNumber()
  if (typeof firstTime === 'number' && Number.isSafeInteger(after)) return firstTime + after
  // Somebody's nanoseconds: what comes behind them may have a proper time again.
  reader.at = start
  return BigInt.asIntN(64, BigInt(firstTime) + reader.readLong())
}

class RecordWithHeaders implements DecodedRecord {
  readonly timestamp
  readonly offset
  readonly key
  readonly value
  isControlRecord
  readonly batchContext
  readonly #bytes: Buffer
  readonly #headersAt: number

  constructor(record: Required<DecodedRecord>, bytes: Buffer, headersAt: number) {
    this.timestamp = record.timestamp
    this.offset = record.offset
    // Copies: parts of the answer would keep all of its headers in memory for as long as the message waits.
    this.key = record.key && Buffer.from(record.key)
    this.value = record.value && Buffer.from(record.value)
    this.isControlRecord = record.isControlRecord
    this.batchContext = record.batchContext
    this.#bytes = bytes
    this.#headersAt = headersAt
  }

  /** A name that comes again has a list of values, as with kafkajs. */
  get headers(): Record<string, unknown> {
    const reader = new VarintReader(this.#bytes)
    reader.at = this.#headersAt
    const values = new Map<string, (Buffer | null)[]>()
    for (let left = reader.readNumber(); left > 0; left -= 1) {
      const name = String(reader.readNullableBytes())
      const value = reader.readNullableBytes()
      const known = values.get(name)
      if (known) known.push(value)
      else values.set(name, [value])
    }
    const entries = [...values].map(([name, of]) => [name, of.length === 1 ? of[0] : of] as const)
    return Object.fromEntries(entries)
  }
}
