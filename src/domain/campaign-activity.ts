export const ACTIVITY_STATUSES = ['DRAFT', 'ACTIVE', 'PAUSED', 'ENDED'] as const
export type ActivityStatus = (typeof ACTIVITY_STATUSES)[number]

/** One first-come-first-served offer of a campaign. Instants are epoch milliseconds; null means open or none. */
export interface CampaignActivity {
  readonly id: number
  readonly productId: number | null
  readonly activityType: string
  readonly status: ActivityStatus
  readonly limitCount: number | null
  readonly approvedCount: number
  readonly startDate: number | null
  readonly endDate: number | null
  readonly price: number | null
}
