import type { CampaignActivity } from './campaign-activity.ts'
import type { RejectReason } from './outcome.ts'
import type { Product } from './product.ts'

/** What the rules of an activity look at: one request, and the rows as the messages before it left them. */
export interface EntryFacts {
  readonly activity: CampaignActivity
  /** The product of the entry: the one that the request names, else the activity's. */
  readonly product: Product
  readonly quantity: number
  /** Epoch ms. */
  readonly requestedAt: number
}

/** Rules 5 to 9 of CONTRACT §2: the first that applies rejects the request; null approves it. */
export function firstComeFirstServeRules(facts: EntryFacts): RejectReason | null {
  const { activity, product, quantity, requestedAt } = facts
  if (activity.status !== 'ACTIVE') return 'ACTIVITY_NOT_ACTIVE'
  if (activity.startDate !== null && requestedAt < activity.startDate) return 'OUTSIDE_PERIOD'
  if (activity.endDate !== null && requestedAt > activity.endDate) return 'OUTSIDE_PERIOD'
  if (activity.productId !== null && activity.productId !== product.id) return 'PRODUCT_MISMATCH'
  if (activity.limitCount !== null && activity.approvedCount >= activity.limitCount) return 'LIMIT_REACHED'
  if (product.stock < quantity) return 'OUT_OF_STOCK'
  return null
}
