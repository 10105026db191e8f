import type { MessagePosition } from './message-position.ts'
import type { RejectReason } from './outcome.ts'

export const ENTRY_STATUSES = ['APPROVED', 'REJECTED'] as const

/** One user's request for an activity, and its result. Unique by (activity, user). */
export interface CampaignActivityEntry {
  readonly campaignActivityId: number
  readonly userId: number
  readonly productId: number
  readonly quantity: number
  readonly price: number
  readonly status: (typeof ENTRY_STATUSES)[number]
  /** Null if and only if APPROVED. */
  readonly rejectReason: RejectReason | null
  /** 1, 2, 3 … in the order of approval within the activity; null if REJECTED. */
  readonly sequence: number | null
  /** Epoch ms: of the first request while REJECTED, of the approving one when APPROVED. */
  readonly requestedAt: number
  /** Epoch ms of the latest decision. */
  readonly processedAt: number
  /** The message that was decided last. */
  readonly position: MessagePosition
  /** Stock of the product, and approvals of the activity, just before the decision. */
  readonly stockSeen: number
  readonly approvedSeen: number
}
