import type { DecodedRecord, DecodeRecord, Decoder } from './kafkajs-decoding.ts'

/**
 * Decodes a record without its headers, which Axon never reads: kafkajs copies all of them for each further one, so that 20 000 of
 * them stop the process for more than a minute. They are decoded when somebody asks.
 */
export function leanRecord(original: DecodeRecord): DecodeRecord {
  return (decoder, batchContext) => {
    decoder.readVarIntArray = none
    const record = original(decoder, batchContext)
    // A record ends with its headers, and without any with their number.
    return decoder.buffer.length - decoder.offset > 1 ? new RecordWithHeaders(record, decoder) : record
  }
}

const none = (): [] => []

class RecordWithHeaders implements DecodedRecord {
  readonly magicByte
  readonly attributes
  readonly timestamp
  readonly offset
  readonly key
  readonly value
  isControlRecord
  readonly batchContext
  readonly #decoder: Decoder
  readonly #headersAt: number

  constructor(record: DecodedRecord, decoder: Decoder) {
    this.magicByte = record.magicByte
    this.attributes = record.attributes
    this.timestamp = record.timestamp
    this.offset = record.offset
    // Copies: parts of the answer would keep all of its headers in memory for as long as the message waits.
    this.key = record.key && Buffer.from(record.key)
    this.value = record.value && Buffer.from(record.value)
    this.isControlRecord = record.isControlRecord
    this.batchContext = record.batchContext
    this.#decoder = decoder
    this.#headersAt = decoder.offset
  }

  /** As kafkajs hands them out: a name that comes again has a list of values. */
  get headers(): Record<string, unknown> {
    const decoder = this.#decoder
    decoder.offset = this.#headersAt
    const values = new Map<string, (Buffer | null)[]>()
    for (let left = decoder.readVarInt(); left > 0; left -= 1) {
      const name = String(decoder.readVarIntString())
      const value = decoder.readVarIntBytes()
      const known = values.get(name)
      if (known) known.push(value)
      else values.set(name, [value])
    }
    const entries = [...values].map(([name, of]) => [name, of.length === 1 ? of[0] : of] as const)
    return Object.fromEntries(entries)
  }
}
