/** Why an entry was rejected (CONTRACT §2, entry rules 5 to 9, in the order in which they are checked). */
export const REJECT_REASONS = [
  'ACTIVITY_NOT_ACTIVE',
  'OUTSIDE_PERIOD',
  'PRODUCT_MISMATCH',
  'LIMIT_REACHED',
  'OUT_OF_STOCK',
] as const
export type RejectReason = (typeof REJECT_REASONS)[number]

/** Why a message can't be processed (CONTRACT §2). */
export const DEAD_LETTER_REASONS = [
  'EMPTY_MESSAGE',
  'MESSAGE_TOO_LARGE',
  'INVALID_ENCODING',
  'INVALID_JSON',
  'INVALID_MESSAGE',
  'UNSUPPORTED_ACTIVITY_TYPE',
  'UNKNOWN_ACTIVITY',
  'ACTIVITY_TYPE_MISMATCH',
  'UNKNOWN_PRODUCT',
  'UNSUPPORTED_TRIGGER_TYPE',
  'NO_ACTIVE_EVENT',
  'UNKNOWN_EVENT',
  'EVENT_MISMATCH',
  'HANDLER_ERROR',
] as const
export type DeadLetterReason = (typeof DEAD_LETTER_REASONS)[number]

/** What has become of a kept message since (CONTRACT §3). */
export const DEAD_LETTER_STATUSES = ['PENDING', 'RETRIED', 'DISCARDED'] as const
export type DeadLetterStatus = (typeof DEAD_LETTER_STATUSES)[number]

/** A message that is kept aside. `error` is one line for people (a stack for `HANDLER_ERROR`). */
export interface DeadLetter {
  readonly outcome: 'dead_letter'
  readonly reason: DeadLetterReason
  readonly error: string
}

/** What became of one message: exactly one of the five outcomes of CONTRACT §2. */
export type Outcome =
  | { readonly outcome: 'approved' }
  | { readonly outcome: 'rejected'; readonly reason: RejectReason }
  | { readonly outcome: 'duplicate' }
  | { readonly outcome: 'recorded' }
  | DeadLetter

export const APPROVED: Outcome = { outcome: 'approved' }
export const DUPLICATE: Outcome = { outcome: 'duplicate' }
export const RECORDED: Outcome = { outcome: 'recorded' }

export const rejected = (reason: RejectReason): Outcome => ({ outcome: 'rejected', reason })

export const deadLetter = (reason: DeadLetterReason, error: string): DeadLetter => ({
  outcome: 'dead_letter',
  reason,
  error,
})
