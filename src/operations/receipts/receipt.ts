import type { MessagePlace } from '../../domain/message-place.ts'

/** What a user was told of a request (CONTRACT §10, *Answers to an entry*): anybody who has the public key can check it. */
export interface Receipt {
  readonly activityId: number
  readonly userId: number
  /** `pending`: taken, and not decided yet. */
  readonly outcome: 'approved' | 'rejected' | 'duplicate' | 'pending'
  /** Of the approval; of a duplicate that of the entry that stands. Null for what is not approved. */
  readonly sequence: number | null
  /** Epoch ms; null while pending. */
  readonly decidedAt: number | null
  /** Of the request; of an entry that is looked up that of the request that made it what it is. */
  readonly position: MessagePlace
}
