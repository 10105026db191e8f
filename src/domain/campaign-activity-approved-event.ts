import type { CampaignActivityEntry } from './campaign-activity-entry.ts'

/** Published when an entry was approved, inside the same transaction (CONTRACT §2, *Approval*). */
export interface CampaignActivityApprovedEvent {
  readonly type: 'CampaignActivityApprovedEvent'
  readonly entry: CampaignActivityEntry
  /** The event definition that the request named to log the purchase under; null = the default one. */
  readonly eventId: number | null
}
