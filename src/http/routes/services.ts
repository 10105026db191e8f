import type { DeadLetterReason } from '../../domain/outcome.ts'
import type { Outlet } from '../../intake/outlet.ts'
import type { PublicReceiptKey } from '../../operations/receipts/receipt-keys.ts'
import type { ReceiptSigner } from '../../operations/receipts/receipt-signer.ts'
import type { ActivityStates } from '../activities/activity-states.ts'
import type { ActivityStreams } from '../activities/activity-streams.ts'
import type { Decisions } from '../entries/decisions.ts'
import type { EntriesOnRecord } from '../entries/entries-on-record.ts'
import type { EventDelivery } from '../events/event-delivery.ts'
import type { ItemAnswer } from '../occurrences/item-answer.ts'
import type { OccurrenceIntake } from '../occurrences/take-occurrences.ts'
import type { Callers } from '../server/callers.ts'

/** What the routes work with. */
export interface Services {
  readonly outlet: Outlet
  readonly activities: ActivityStates
  readonly entries: EntriesOnRecord
  /** Where requests are published, and decided elsewhere; else null. */
  readonly decisions: Decisions | null
  readonly streams: ActivityStreams
  readonly delivery: EventDelivery
  readonly receipts: ReceiptSigner
  /** The public keys of receipts. */
  readonly receiptKeys: readonly PublicReceiptKey[]
  /** Why no request can be taken at the moment, in one line; null if they can. */
  readonly notReady: () => Promise<string | null>
  /** Who asks, by a token that stands elsewhere than in the header. */
  readonly callers: Pick<Callers, 'identify'>
  readonly occurrences: OccurrenceIntake
  /** Hears what became of each behaviour. */
  readonly onBehavior: (answer: ItemAnswer) => void
  /** Hears of what the shop must mend. */
  readonly onShopFault: (reason: DeadLetterReason, detail: string) => void
}
