import type { RepeatedRequest } from '../../pipeline/changes.ts'
import type { Columns } from './column.ts'

/** Of `repeated_requests`. */
export const repeatedRequestColumns: Columns<RepeatedRequest> = [
  { name: 'source_id', type: 'bigint', of: ({ position }, ids) => ids.sources.get(position.at) },
  { name: 'source_offset', type: 'bigint', of: ({ position }) => position.offset },
  { name: 'campaign_activity_id', type: 'bigint', of: (request) => request.campaignActivityId },
  { name: 'user_id', type: 'bigint', of: (request) => request.userId },
  { name: 'requested_at', type: 'timestamptz', of: (request) => request.requestedAt },
  { name: 'outcome', type: 'text', of: ({ outcome }) => outcome.outcome },
  {
    name: 'reject_reason',
    type: 'text',
    of: ({ outcome }) => (outcome.outcome === 'rejected' ? outcome.reason : null),
  },
]
