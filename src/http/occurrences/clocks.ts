const HOUR_MS = 3_600_000
/** A browser's clock that is further off says nothing. */
const MAX_OFF_MS = 24 * HOUR_MS
/** What happened longer ago comes too late. */
const MAX_AGE_MS = 7 * 24 * HOUR_MS

/** When something happened, by the clocks of browser and server (CONTRACT §14). Epoch ms. */
export interface Clocks {
  /** What is kept as the time of it. */
  readonly occurredAt: number
  /** What the browser said, where that is not kept. */
  readonly sentOccurredAt: number | null
  /** By the server's clock, as far as it can be told: which revision was current is asked of this one. Null: too long ago. */
  readonly happenedAt: number | null
}

/** `sentAt` and `occurredAt` are of one clock, however wrong: their difference holds. */
export function clocksOf(occurredAt: number, sentAt: number, receivedAt: number): Clocks {
  const isOff = Math.abs(sentAt - receivedAt) > MAX_OFF_MS || occurredAt - receivedAt > MAX_OFF_MS
  const happenedAt = Math.min(receivedAt, receivedAt - (sentAt - occurredAt))
  return {
    occurredAt: isOff ? receivedAt : occurredAt,
    sentOccurredAt: isOff ? occurredAt : null,
    happenedAt: receivedAt - happenedAt > MAX_AGE_MS ? null : happenedAt,
  }
}
