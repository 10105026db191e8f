import type { MessagePosition } from '../domain/message-position.ts'
import type { Decoded } from '../messages/decode-message.ts'
import type { SourceMessage, SourceSlice } from './source-slice.ts'

/** A message of the batch in hand, decoded, with where it came from. */
export interface BatchMessage<M extends Decoded = Decoded> {
  readonly message: M
  readonly position: MessagePosition
  /** CRC-32 of the bytes; only of an occurrence request without `messageId` (see {@link EventOccurrence.checksum}). */
  readonly checksum: number | null
  /** True if an earlier transaction may have processed the message already (`--from-start`, retried dead letters). */
  readonly readAgain: boolean
  readonly raw: SourceMessage
  readonly slice: SourceSlice
  /** The dead letter that is being retried, if any. */
  readonly deadLetterId: number | null
}
