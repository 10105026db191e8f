import type { CampaignActivityEntry } from '../../domain/campaign-activity-entry.ts'
import type { Columns } from './column.ts'

type EntryColumns = Columns<CampaignActivityEntry>

/** What tells one entry from all others. */
export const entryKey: EntryColumns = [
  { name: 'campaign_activity_id', type: 'bigint', of: (entry) => entry.campaignActivityId },
  { name: 'user_id', type: 'bigint', of: (entry) => entry.userId },
]

/** What a later message of the same user may change. */
export const entryState: EntryColumns = [
  { name: 'product_id', type: 'bigint', of: (entry) => entry.productId },
  { name: 'quantity', type: 'bigint', of: (entry) => entry.quantity },
  { name: 'price', type: 'numeric', of: (entry) => entry.price },
  { name: 'status', type: 'text', of: (entry) => entry.status },
  { name: 'reject_reason', type: 'text', of: (entry) => entry.rejectReason },
  { name: 'sequence', type: 'bigint', of: (entry) => entry.sequence },
  { name: 'requested_at', type: 'timestamptz', of: (entry) => entry.requestedAt },
  { name: 'processed_at', type: 'timestamptz', of: (entry) => entry.processedAt },
  { name: 'source_id', type: 'bigint', of: (entry, ids) => ids.sources.get(entry.position.at) },
  { name: 'source_offset', type: 'bigint', of: (entry) => entry.position.offset },
  { name: 'stock_seen', type: 'bigint', of: (entry) => entry.stockSeen },
  { name: 'approved_seen', type: 'bigint', of: (entry) => entry.approvedSeen },
]

/** Of `campaign_activity_entries`: all but the id. */
export const entryColumns: EntryColumns = [...entryKey, ...entryState]
