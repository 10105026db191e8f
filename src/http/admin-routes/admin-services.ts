import type { ReceiptSigner } from '../../operations/receipts/receipt-signer.ts'
import type { Database } from '../../stores/database.ts'
import type { LiveFeed } from '../admin/live/live-feed.ts'
import type { OnceLink } from '../admin/once-link.ts'
import type { Operators } from '../admin/operators.ts'
import type { SessionCookie } from '../admin/session-cookie.ts'
import type { Sessions } from '../admin/sessions.ts'
import type { RecordedBehaviors } from './events/recorded-behaviors.ts'

/** What the admin routes work with. */
export interface AdminServices {
  /** For what is written: on SQLite every transaction takes a turn of the group commit. */
  readonly database: Database
  /** For what is only read. */
  readonly reads: Database
  /** What the behaviour log has kept; null: it can't be read from here. */
  readonly behaviors: RecordedBehaviors | null
  readonly receipts: ReceiptSigner
  readonly live: LiveFeed
  readonly operators: Operators
  readonly sessions: Sessions
  readonly cookie: SessionCookie
  /** For whoever has the terminal, where the service is tried out; else null. */
  readonly onceLink: OnceLink | null
}
