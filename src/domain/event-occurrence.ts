import type { MessagePosition } from './message-position.ts'

/** What only an occurrence from a browser has (CONTRACT §14); each null where it is not known. */
export interface BrowserOrigin {
  /** Of the event, when it was found to match. */
  readonly revision: number | null
  /** When the server took it, epoch ms. */
  readonly receivedAt: number | null
  /** When it happened by the browser's clock, epoch ms, if that was too far off to be `occurredAt`. */
  readonly originalOccurredAt: number | null
  readonly anonymousId: string | null
  readonly sessionId: string | null
}

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
  /** Null: it did not come from a browser. */
  readonly browser: BrowserOrigin | null
  /** The approved entry whose purchase this records, as (activity, user); null for an occurrence request. */
  readonly entry: { readonly campaignActivityId: number; readonly userId: number } | null
  readonly position: MessagePosition
  /**
   * CRC-32 of the request's bytes if nothing else tells it from others (no `messageId`, no entry): together with the position
   * it recognises a request that is read again. Null otherwise.
   */
  readonly checksum: number | null
}
