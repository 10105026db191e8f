import type { DeadLetterReason, DeadLetterStatus } from '../../domain/outcome.ts'
import type { MessageKind } from '../../messages/message.ts'

/** A dead letter without its bytes (CONTRACT §3). Instants are epoch ms. */
export interface DeadLetterSummary {
  readonly id: number
  readonly source: string
  readonly partition: number
  readonly offset: number
  readonly reason: DeadLetterReason
  readonly error: string
  readonly status: DeadLetterStatus
  readonly createdAt: number
  /** Of the bytes kept; null for a tombstone. */
  readonly payloadBytes: number | null
}

/** A dead letter as it is stored. */
export interface DeadLetterRow extends DeadLetterSummary {
  readonly messageKey: Buffer | null
  /** The raw bytes; null for a tombstone; only the first 64 KiB of a message that was too large. */
  readonly payload: Buffer | null
  readonly messageKind: MessageKind | null
  /** The record's own time; null: the time of reading. */
  readonly recordTime: number | null
}
