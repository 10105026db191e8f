import { HaltError } from '../../../domain/halt-error.ts'

export type CodecName = 'gzip' | 'snappy' | 'lz4' | 'zstd'

/** A compressed batch of records can't be read: no retry cures it. */
export class UnreadableBatchError extends HaltError {
  /** Tells kafkajs to give up rather than to fetch the same bytes again and again. */
  readonly retriable = false

  // Without `cause`: kafkajs would pass that on instead of this.
  constructor(codec: CodecName, why: string) {
    super(`a batch of records compressed with ${codec} can't be read: ${why}`)
    this.name = 'UnreadableBatchError'
  }
}
