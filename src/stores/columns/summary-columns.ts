import type { UserSummary } from '../../domain/user-summary.ts'
import type { Columns } from './column.ts'

/** Of `user_summary`. */
export const summaryColumns: Columns<UserSummary> = [
  { name: 'user_id', type: 'bigint', of: (summary) => summary.userId },
  { name: 'last_purchase_at', type: 'timestamptz', of: (summary) => summary.lastPurchaseAt },
  { name: 'last_login_at', type: 'timestamptz', of: (summary) => summary.lastLoginAt },
]
