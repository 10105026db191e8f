import { HaltError } from '../../../domain/halt-error.ts'

export type CodecName = 'gzip' | 'snappy' | 'lz4' | 'zstd'

/** A batch of records can't be read: no retry cures it. */
export class UnreadableBatchError extends HaltError<'KAFKA_BATCH_UNREADABLE'> {
  /** Tells kafkajs to give up rather than to fetch the same bytes again and again. */
  readonly retriable = false

  /** `codec`: what it is compressed with. Without `cause`: kafkajs would pass that on instead of this. */
  constructor(codec: CodecName | null, reason: string) {
    super('KAFKA_BATCH_UNREADABLE', { codec, reason })
    this.name = 'UnreadableBatchError'
  }
}
