/** What kafkajs decodes answers to fetches with and into, as far as it is mended here. Its types say nothing of it. */

export interface Decoder {
  readonly buffer: Buffer
  offset: number
  readInt32(): number
  readVarInt(): number
  readVarIntString(): string | null
  readVarIntBytes(): Buffer | null
  readVarIntArray(reader: (decoder: Decoder) => unknown): unknown[]
  readBytes(length: number): Buffer
  canReadBytes(length: number): boolean
}

export interface DecodedRecord {
  readonly magicByte?: number | undefined
  readonly attributes?: number | undefined
  readonly timestamp?: string | undefined
  readonly offset: string
  readonly key: Buffer | null
  readonly value?: Buffer | null | undefined
  readonly headers?: Readonly<Record<string, unknown>>
  /** True: kafkajs moves its position past it, and hands it to nobody. */
  isControlRecord: boolean
  readonly batchContext: { readonly producerId: string; readonly inTransaction: boolean }
}

export interface RecordBatch {
  readonly firstOffset: string
  readonly lastOffsetDelta: number
  readonly producerId: string
  readonly inTransaction: boolean
  readonly records: readonly DecodedRecord[]
}

export interface FetchedPartition {
  abortedTransactions?: readonly AbortedTransaction[] | null
  readonly messages: readonly DecodedRecord[]
}

export interface AbortedTransaction {
  readonly producerId: string
  readonly firstOffset: string
}

export type DecodeRecord = (decoder: Decoder, batchContext: object) => DecodedRecord
export type DecodeBatch = (decoder: Decoder) => Promise<RecordBatch>
export type DecodeMessages = (decoder: Decoder) => Promise<DecodedRecord[]>
export type DecodeAnswer = (bytes: Buffer) => Promise<{
  readonly responses: readonly { readonly partitions: readonly FetchedPartition[] }[]
}>
