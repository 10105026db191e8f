import type { CampaignActivityEntry } from '../domain/campaign-activity-entry.ts'
import type { EventOccurrence } from '../domain/event-occurrence.ts'
import type { MessagePosition } from '../domain/message-position.ts'
import type { DeadLetter, Outcome } from '../domain/outcome.ts'
import type { UserSummary } from '../domain/user-summary.ts'
import type { BatchMessage } from './batch-message.ts'

export interface SavedEntry {
  readonly entry: CampaignActivityEntry
  /** False: the row is stored already and gets updated. */
  readonly isNew: boolean
}

/** A request by a user who had an entry before: kept so that `axon explain` can tell the whole story. */
export interface RepeatedRequest {
  readonly campaignActivityId: number
  readonly userId: number
  /** Epoch ms. */
  readonly requestedAt: number
  readonly outcome: Outcome
  readonly position: MessagePosition
}

/** What the messages of a batch changed, ready to be written. Lists are in the order of the messages. */
export interface Changes {
  /** One per (activity, user), as the last message left it; in the order of the first. */
  readonly entries: SavedEntry[]
  /** By product: pieces taken from stock. */
  readonly stockTaken: Map<number, number>
  /** By activity: approvals added. */
  readonly approvals: Map<number, number>
  /** By user: instants to be merged with the stored ones, the later winning. */
  readonly summaries: Map<number, UserSummary>
  readonly occurrences: EventOccurrence[]
  readonly repeatedRequests: RepeatedRequest[]
  /** New dead letters, and retried ones that failed again (`request.deadLetterId`). */
  readonly deadLetters: { readonly request: BatchMessage; readonly deadLetter: DeadLetter }[]
  /** Retried dead letters that went through. */
  readonly retriedDeadLetters: number[]
}
