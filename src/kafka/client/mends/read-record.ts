import type { BatchContext, DecodedRecord } from './kafkajs-decoding.ts'
import { VarBytes } from './var-bytes.ts'

/** What a record takes from its batch. */
export interface BatchOfRecords {
  readonly firstOffset: number
  /** Milliseconds since 1970, as all times here; negative: none was set. */
  readonly firstTime: number
  /** What all records have instead of their producer's time; null: they have that. */
  readonly timeOfBroker: number | null
  readonly isControl: boolean
  readonly context: BatchContext
}

const NO_HEADERS = Object.freeze({})

/**
 * The next record (https://kafka.apache.org/documentation/#record) without its headers, which Axon never reads: kafkajs copies all of them for each
 * further one, so that 20 000 of them stop the process for more than a minute. They are decoded when somebody asks.
 */
export function readRecord(from: VarBytes, batch: BatchOfRecords): DecodedRecord {
  const length = from.readNumber()
  const end = from.at + length
  if (!(end <= from.bytes.length))
    throw new Error(`the batch of offset ${batch.firstOffset} ends within a record`)
  from.at += 1 // attributes, unused
  const time = batch.firstTime + from.readNumber()
  const offset = batch.firstOffset + from.readNumber()
  const record = {
    timestamp: String(batch.timeOfBroker ?? time),
    offset: String(offset),
    key: from.readPart(),
    value: from.readPart(),
    headers: NO_HEADERS,
    isControlRecord: batch.isControl,
    batchContext: batch.context,
  }
  const headersAt = from.at
  from.at = end
  // A record ends with its headers, and without any with their number.
  return end - headersAt > 1 ? new RecordWithHeaders(record, from.bytes, headersAt) : record
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

  /** As kafkajs hands them out: a name that comes again has a list of values. */
  get headers(): Record<string, unknown> {
    const from = new VarBytes(this.#bytes)
    from.at = this.#headersAt
    const values = new Map<string, (Buffer | null)[]>()
    for (let left = from.readNumber(); left > 0; left -= 1) {
      const name = String(from.readPart())
      const value = from.readPart()
      const known = values.get(name)
      if (known) known.push(value)
      else values.set(name, [value])
    }
    const entries = [...values].map(([name, of]) => [name, of.length === 1 ? of[0] : of] as const)
    return Object.fromEntries(entries)
  }
}
