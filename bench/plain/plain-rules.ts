import type { RejectReason } from '../../src/domain/outcome.ts'

/** What the plain programs share: the command's fields and the rules. */
export interface PlainCommand {
  readonly campaignActivityId: number
  readonly userId: number
  readonly productId?: number | undefined
  readonly quantity?: number
  readonly price?: number | undefined
  readonly timestamp: number
  readonly eventId?: number | undefined
}

export interface PlainActivity {
  readonly id: number
  readonly productId: number
  readonly status: string
  readonly limitCount: number | null
  approvedCount: number
  readonly startDate: number | null
  readonly endDate: number | null
  readonly price: number | null
}

export function rejectReason(
  activity: PlainActivity,
  stock: number,
  { quantity = 1, productId = activity.productId, timestamp }: PlainCommand,
): RejectReason | null {
  if (activity.status !== 'ACTIVE') return 'ACTIVITY_NOT_ACTIVE'
  if (activity.startDate !== null && timestamp < activity.startDate) return 'OUTSIDE_PERIOD'
  if (activity.endDate !== null && timestamp > activity.endDate) return 'OUTSIDE_PERIOD'
  if (activity.productId !== productId) return 'PRODUCT_MISMATCH'
  if (activity.limitCount !== null && activity.approvedCount >= activity.limitCount) return 'LIMIT_REACHED'
  return stock < quantity ? 'OUT_OF_STOCK' : null
}
