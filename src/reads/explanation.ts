import type { ActivityStatus } from '../domain/campaign-activity.ts'
import type { MessagePlace } from '../domain/message-place.ts'
import type { RejectReason } from '../domain/outcome.ts'

/** The activity as it is now; the moment of the decision is in {@link Explanation.seen}. Instants are epoch ms, null = open. */
export interface ExplainedActivity {
  readonly id: number
  readonly name: string
  readonly activityType: string
  readonly status: ActivityStatus
  readonly productId: number | null
  /** Null = no limit. */
  readonly limitCount: number | null
  readonly approvedCount: number
  readonly startDate: number | null
  readonly endDate: number | null
}

/** The product of the entry; `stock` as it is now. */
export interface ExplainedProduct {
  readonly id: number
  readonly name: string
  readonly stock: number
}

/** What was recorded because of the approval. */
export interface ExplainedOccurrence {
  readonly id: number
  /** Epoch ms. */
  readonly occurredAt: number
  readonly eventId: number
  readonly eventName: string | null
  readonly triggerType: string | null
  readonly context: Readonly<Record<string, unknown>>
}

/** A request by a user who had asked before. */
export interface LaterRequest {
  /** Epoch ms. */
  readonly requestedAt: number
  readonly outcome: 'approved' | 'rejected' | 'duplicate'
  readonly rejectReason: RejectReason | null
  readonly position: MessagePlace
  /** True for the one that made the entry what it is. */
  readonly decided: boolean
}

/** Why a user was approved or rejected, as far as it is stored (docs/adr/0006-what-explain-needs.md). */
export interface Explanation {
  readonly activity: ExplainedActivity
  readonly product: ExplainedProduct
  readonly userId: number
  readonly outcome: 'approved' | 'rejected'
  /** 1, 2, 3 … in the order of approval; null if rejected. */
  readonly sequence: number | null
  /** Null if approved. */
  readonly rejectReason: RejectReason | null
  /** The outcome as a sentence. */
  readonly why: string
  readonly quantity: number
  readonly price: number
  /** Epoch ms: of the approving request, or of the user's first one while all were rejected. */
  readonly requestedAt: number
  /** Epoch ms of the latest decision. */
  readonly processedAt: number
  /** The message that was decided last. */
  readonly position: MessagePlace
  /** The dead letter whose retry decided this, if it was one. */
  readonly deadLetterId: number | null
  /** Stock of the product, and approvals of the activity, just before the decision. */
  readonly seen: { readonly stock: number; readonly approved: number }
  /** Null if rejected. */
  readonly occurrence: ExplainedOccurrence | null
  /** Every request after the user's first, by source and the order there. */
  readonly laterRequests: readonly LaterRequest[]
}
