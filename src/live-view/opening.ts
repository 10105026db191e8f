import type { DashboardState } from './dashboard-state.ts'
import type { ActivityView } from './views.ts'

export type Opening = 'open' | 'full' | 'sold out' | 'not yet' | 'over' | 'paused' | 'draft' | 'ended'

/** What a request of this moment would find: status, limit, period, and the stock of the activity's product. */
export function openingOf({ now, products }: DashboardState, activity: ActivityView): Opening {
  const { status, startDate, endDate, limitCount, approvedCount, productId } = activity
  if (status === 'DRAFT') return 'draft'
  if (status === 'PAUSED') return 'paused'
  if (status === 'ENDED') return 'ended'
  if (limitCount !== null && approvedCount >= limitCount) return 'full'
  if (startDate !== null && now < startDate) return 'not yet'
  if (endDate !== null && now > endDate) return 'over'
  const stock = productId === null ? undefined : products.get(productId)?.stock
  return stock !== undefined && stock <= 0 ? 'sold out' : 'open'
}
