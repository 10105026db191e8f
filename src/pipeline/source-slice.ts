import type { SourcePartition } from '../domain/message-position.ts'
import type { Decoded } from '../messages/decode-message.ts'
import type { MessageKind } from '../messages/message.ts'

/** The most bytes that a message may have; a larger one is `MESSAGE_TOO_LARGE` (CONTRACT §1). */
export const MAX_MESSAGE_BYTES = 1024 * 1024

/** How much of a message over {@link MAX_MESSAGE_BYTES} is kept (CONTRACT §3, `dead_letters.payload`). */
export const KEPT_BYTES_OF_TOO_LARGE = 64 * 1024

/** One undecoded message. */
export interface SourceMessage {
  /** Kafka offset, or line number (first line = 1). */
  readonly offset: number
  readonly key: Buffer | null
  /** The raw bytes; null for a tombstone; the first {@link KEPT_BYTES_OF_TOO_LARGE} if `tooLarge`. */
  readonly value: Buffer | null
  /** The record's own time, epoch ms: the default for `timestamp` and `occurredAt`. Null: the time of reading stands in. */
  readonly recordTime: number | null
  /** Set for a message over {@link MAX_MESSAGE_BYTES}: its full length in bytes and SHA-256 (hex). */
  readonly tooLarge?: { readonly length: number; readonly sha256: string }
}

/** A stored position: everything below `nextOffset` has been processed. */
export interface SourcePosition {
  readonly nextOffset: number
  /** Files: SHA-256 (hex) of all the lines below `nextOffset`; null elsewhere. */
  readonly fingerprint: string | null
}

/**
 * How a slice makes sure that its messages count once, in the transaction of their effects:
 * - `advance` moves the stored position by compare-and-set (`from` null = none stored yet). `to` may equal `from` while a
 *   source is read again from its start. A `to` below `from` gives up the positions from `to` on: what was stored for them
 *   is kept under another source name.
 * - `retry` takes PENDING dead letters, one per message and in the same order: a message that succeeds makes its row RETRIED,
 *   one that fails again updates it.
 */
export type Claim =
  | { readonly kind: 'advance'; readonly from: SourcePosition | null; readonly to: SourcePosition }
  | { readonly kind: 'retry'; readonly deadLetterIds: readonly number[] }

/** Consecutive messages of one partition of a source, in order. */
export interface SourceSlice {
  readonly at: SourcePartition
  /** Kafka: the topic decides; null: the fields of the message do. */
  readonly messageKind: MessageKind | null
  readonly messages: readonly SourceMessage[]
  /** Those at the beginning of `messages` that were decoded ahead. */
  readonly decoded?: readonly Decoded[]
  readonly claim: Claim
  /**
   * True: somebody waits for the answer to each message. What can't be processed is only answered, as nobody else holds those
   * bytes; but a `HANDLER_ERROR` is kept as well.
   */
  readonly isAnswered?: boolean
}
