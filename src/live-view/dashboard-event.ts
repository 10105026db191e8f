import type { CampaignActivity } from '../domain/campaign-activity.ts'
import type { PartitionPosition } from '../domain/partition-position.ts'
import type { BehaviorLogState } from './dashboard-state.ts'
import type { Key } from './key.ts'
import type { OutcomeCounts, ReasonCounts } from './outcome-counts.ts'
import type {
  ActivityView,
  DeadLetterView,
  EventView,
  OccurrenceView,
  PartitionState,
  ProductView,
  RefusalView,
} from './views.ts'

export type NamedProduct = Omit<ProductView, 'soldPerSecond' | 'sampledStock'>

/** Names, limits and periods, as the database has them. Rows that are not named stay as they were. */
export interface CatalogRead {
  readonly type: 'catalog'
  readonly products: readonly NamedProduct[]
  readonly activities: readonly ActivityView[]
  readonly events: readonly EventView[]
}

/** What the newest messages were, oldest first; no raw message among them. */
export interface Newest {
  readonly occurrences: readonly OccurrenceView[]
  readonly refusals: readonly RefusalView[]
  readonly deadLetters: readonly DeadLetterView[]
}

/** One or more batches were committed: their sums, and the newest of what they did. */
export interface BatchesCommitted extends Newest {
  readonly type: 'batches'
  readonly batches: number
  readonly lastBatchSize: number
  readonly commitMs: readonly number[]
  readonly outcomes: OutcomeCounts
  readonly rejectedByReason: ReasonCounts
  readonly deadLetterByReason: ReasonCounts
  readonly products: readonly { readonly id: number; readonly stock: number }[]
  readonly activities: readonly CampaignActivity[]
  readonly positions: readonly PartitionPosition[]
}

export interface BatchRetried {
  readonly type: 'retrying'
  readonly at: number
  readonly error: string
  readonly attempt: number
  readonly delayMs: number
}

/** No broker answers: tried again after `delayMs`. */
export interface BrokerRetried extends Omit<BatchRetried, 'type'> {
  readonly type: 'broker-retrying'
}

/** Everything that the database holds, looked at once. Totals are of all times; occurrences are those since the last look. */
export interface DatabasePolled extends Pick<Newest, 'occurrences'> {
  readonly type: 'polled'
  /** The newest ones that stand, oldest first, in the place of those before (later requests change them); null: as before. */
  readonly refusals: readonly RefusalView[] | null
  /** The same (a retry changes them). */
  readonly deadLetters: readonly DeadLetterView[] | null
  readonly outcomes: OutcomeCounts
  readonly rejectedByReason: ReasonCounts
  readonly deadLetterByReason: ReasonCounts
  readonly positions: readonly PartitionPosition[]
  /** How much of a large database was counted so far, 0 … 1; null once all of it is. */
  readonly counted: number | null
  /** True if other tables have taken the place of those seen before: what was listed is gone. */
  readonly isReset: boolean
}

/** Requests over HTTP since the last time, and what is on its way. */
export interface RequestsAnswered {
  readonly type: 'requests'
  readonly answered: number
  /** Of the newest ones for entries, ms. */
  readonly latencyMs: readonly number[]
  readonly waiting: number
  readonly streams: number
}

/** The behaviour log as it stands. */
export interface BehaviorLogSeen extends BehaviorLogState {
  readonly type: 'behavior-log'
}

export interface PartitionsMeasured {
  readonly type: 'partitions'
  readonly partitions: readonly {
    readonly source: string
    readonly partition: number
    readonly nextOffset?: number
    readonly lag?: number
    readonly state: PartitionState
  }[]
}

/** What happens to the run as a whole. */
export type RunEvent =
  /** Nothing can be seen (yet): why, and since when it is tried. Null: it can. */
  | { readonly type: 'waiting'; readonly reason: string | null }
  /** Nothing is processed because the database is away: why. Null: it goes on. */
  | { readonly type: 'suspended'; readonly reason: string | null }
  /** Brokers answer (again). */
  | { readonly type: 'broker-answered' }
  | { readonly type: 'paused'; readonly isPaused: boolean }
  | { readonly type: 'progress'; readonly share: number | null; readonly skipped: number }
  | { readonly type: 'stopping' }
  | { readonly type: 'done' }

export type DashboardEvent =
  | CatalogRead
  | BatchesCommitted
  | BatchRetried
  | BrokerRetried
  | DatabasePolled
  | PartitionsMeasured
  | RequestsAnswered
  | BehaviorLogSeen
  | RunEvent
  | { readonly type: 'log'; readonly at: number; readonly line: string }
  | {
      readonly type: 'explained'
      readonly activityId: number
      readonly userId: number
      readonly lines: readonly string[]
    }
  | { readonly type: 'resized'; readonly columns: number; readonly rows: number }
  | { readonly type: 'key'; readonly key: Key }
  /** The clock: drawn next, and rates taken when a sample is due. */
  | { readonly type: 'tick'; readonly now: number }
