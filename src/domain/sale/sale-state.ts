import type { ActivityStatus } from '../campaign-activity.ts'

/** What decides whether an activity can be entered. Instants are epoch ms; null means open or none. */
export interface SaleFacts {
  readonly status: ActivityStatus
  readonly startDate: number | null
  readonly endDate: number | null
  readonly limitCount: number | null
  readonly approvedCount: number
  /** Of the activity's product; null if it has none. */
  readonly stock: number | null
}

/** How an activity stands for those who want to enter it. */
export type SaleState = 'upcoming' | 'open' | 'sold_out' | 'paused' | 'ended'

/** How many approvals are left; null if nothing bounds them. */
export function remainingOf({ limitCount, approvedCount, stock }: SaleFacts): number | null {
  const places = limitCount === null ? null : Math.max(0, limitCount - approvedCount)
  if (places === null || stock === null) return places ?? stock
  return Math.min(places, stock)
}

/** The state at `now`, epoch ms; null for a DRAFT, which nobody may know of. */
export function saleStateOf(facts: SaleFacts, now: number): SaleState | null {
  const { status, startDate, endDate } = facts
  if (status === 'DRAFT') return null
  if (status === 'ENDED' || (endDate !== null && now > endDate)) return 'ended'
  if (status === 'PAUSED') return 'paused'
  if (startDate !== null && now < startDate) return 'upcoming'
  return remainingOf(facts) === 0 ? 'sold_out' : 'open'
}
