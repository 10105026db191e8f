import type { MessagePosition } from './message-position.ts'

/** The record that an event happened. */
export interface EventOccurrence {
  readonly eventId: number
  /** Epoch milliseconds. */
  readonly occurredAt: number
  readonly userId: number | null
  readonly pageUrl: string | null
  /** A JSON object, as text. */
  readonly context: string
  readonly messageId: string | null
  /** The approved entry whose purchase this records, as (activity, user); null for an occurrence request. */
  readonly entry: { readonly campaignActivityId: number; readonly userId: number } | null
  readonly position: MessagePosition
  /**
   * CRC-32 of the request's bytes if nothing else tells it from others (no `messageId`, no entry): together with the position
   * it recognises a request that is read again. Null otherwise.
   */
  readonly checksum: number | null
}
