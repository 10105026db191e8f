/** What kafkajs decodes answers to fetches with and into, as far as it is mended here. Its types say nothing of it. */

export interface Decoder {
  readonly buffer: Buffer
  offset: number
  readInt32(): number
  readBytes(length: number): Buffer
  canReadBytes(length: number): boolean
}

export interface DecodedRecord {
  /** Milliseconds since 1970; negative: none was set. */
  readonly timestamp?: string
  readonly offset: string
  readonly key: Buffer | null
  readonly value?: Buffer | null
  readonly headers?: Readonly<Record<string, unknown>>
  /** True: kafkajs moves its position past it, and hands it to nobody. */
  isControlRecord: boolean
  /** Only of record batches, not of the formats before them. */
  readonly batchContext?: BatchContext
}

/** What hiding aborted transactions needs of a record's batch. */
export interface BatchContext {
  readonly producerId: string
  readonly inTransaction: boolean
}

export interface Codec {
  decompress(bytes: Buffer): Promise<Buffer>
}

export interface FetchedPartition {
  abortedTransactions?: readonly AbortedTransaction[] | null
  readonly messages: readonly DecodedRecord[]
}

export interface AbortedTransaction {
  readonly producerId: string
  readonly firstOffset: string
}

export type DecodeMessages = (decoder: Decoder) => Promise<DecodedRecord[]>
/** Null if what has these attributes is not compressed. @throws if it can't be decompressed here. */
export type CodecOf = (attributes: number) => Codec | null
export type DecodeAnswer = (bytes: Buffer) => Promise<{
  readonly responses: readonly { readonly partitions: readonly FetchedPartition[] }[]
}>
