import type { CampaignActivityEntry } from '../campaign-activity-entry.ts'

/** What an entry tells the user whose it is. */
export type EntryOnRecord = Omit<CampaignActivityEntry, 'stockSeen' | 'approvedSeen'>
