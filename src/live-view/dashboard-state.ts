import type { OutcomeCounts, ReasonCounts } from './outcome-counts.ts'
import { NO_OUTCOMES } from './outcome-counts.ts'
import type { Panel, PanelRecord } from './panel.ts'
import type {
  ActivityView,
  DeadLetterView,
  EventView,
  OccurrenceView,
  PartitionView,
  ProductView,
  RefusalView,
} from './views.ts'

/** What is being watched, and how; it does not change. */
export interface Watched {
  readonly mode: 'replay' | 'consume' | 'serve' | 'watch'
  /** Without password. */
  readonly database: string
  /** Where messages come from; null when only the database is watched. */
  readonly source: string | null
  /** Epoch ms. */
  readonly startedAt: number
  /** Why keys do nothing; null if they do. */
  readonly keysOff: string | null
  readonly canExplain: boolean
}

export interface Size {
  readonly columns: number
  readonly rows: number
}

/** Something failed, and is tried again at that time (epoch ms). */
export interface Retrying {
  readonly error: string
  readonly attempt: number
  readonly retryAt: number
}

export interface Run {
  readonly waiting: string | null
  /** Why nothing is processed while the database is away. */
  readonly suspended: string | null
  /** The database's, and the brokers'. */
  readonly retrying: Retrying | null
  readonly broker: Retrying | null
  readonly isPaused: boolean
  readonly isStopping: boolean
  readonly isDone: boolean
  /** Of the file, or of the rows to be counted; null if unknown. */
  readonly share: number | null
  readonly isCounting: boolean
  readonly skipped: number
}

export interface Flow {
  /** Messages per second, a sample each; the newest last. */
  readonly throughput: readonly number[]
  readonly batches: number
  readonly lastBatchSize: number
  readonly commitMs: readonly number[]
  readonly retries: number
  /** When the last sample was taken (epoch ms), and `read` then; null before the first. */
  readonly sampled: { readonly at: number; readonly read: number } | null
}

/** Requests over HTTP, where a service takes them. */
export interface Requests {
  /** Answered since the start. */
  readonly answered: number
  readonly perSecond: number
  /** Of the newest requests for entries, ms. */
  readonly latencyMs: readonly number[]
  /** For their decision. */
  readonly waiting: number
  readonly streams: number
  /** How many were answered when the rate was taken last. */
  readonly sampledAnswered: number
}

/** What becomes of behaviours of browsers, where a service keeps them. */
export interface BehaviorLogState {
  /** Documents since the start: those that the log has, refused for good, and sent away to come again. */
  readonly kept: number
  readonly refused: number
  readonly sentAway: number
  /** Without an answer, and how long the oldest of them has waited. */
  readonly waiting: number
  readonly oldestWaitMs: number
  /** What keeps the log from taking more, in one line; null while it does. */
  readonly outage: string | null
}

/** A row that details are shown of. */
export type Detail =
  | { readonly kind: 'product'; readonly row: ProductView }
  | { readonly kind: 'activity'; readonly row: ActivityView }
  | { readonly kind: 'occurrence'; readonly row: OccurrenceView }
  | { readonly kind: 'refusal'; readonly row: RefusalView }
  | { readonly kind: 'dead-letter'; readonly row: DeadLetterView }
  | { readonly kind: 'partition'; readonly row: PartitionView }

export type Overlay =
  | { readonly name: 'help' }
  | { readonly name: 'log' }
  | { readonly name: 'details'; readonly detail: Detail }
  | {
      readonly name: 'explain'
      readonly activityId: number
      readonly userId: number
      /** Null while the answer is awaited. */
      readonly lines: readonly string[] | null
    }

export interface View {
  readonly focus: Panel
  readonly isZoomed: boolean
  /** The key of the selected row; null: the first, whichever it is. */
  readonly selected: PanelRecord<string | null>
  /** Index in `SORTS`. */
  readonly sort: PanelRecord<number>
  readonly filter: string
  readonly isTypingFilter: boolean
  readonly overlay: Overlay | null
  readonly overlayOffset: number
}

/** Everything that a frame shows. Bounded (see `BOUNDS`), and changed by `reduce` only. */
export interface DashboardState {
  readonly watched: Watched
  readonly size: Size
  /** Epoch ms of the frame. */
  readonly now: number
  readonly run: Run
  readonly outcomes: OutcomeCounts
  readonly rejectedByReason: ReasonCounts
  readonly deadLetterByReason: ReasonCounts
  readonly products: ReadonlyMap<number, ProductView>
  readonly activities: ReadonlyMap<number, ActivityView>
  readonly events: ReadonlyMap<number, EventView>
  /** Newest first, as the next two. */
  readonly occurrences: readonly OccurrenceView[]
  readonly refusals: readonly RefusalView[]
  readonly deadLetters: readonly DeadLetterView[]
  readonly flow: Flow
  /** Null where there is no service. */
  readonly requests: Requests | null
  /** The same. */
  readonly behaviorLog: BehaviorLogState | null
  /** By `source#partition`. */
  readonly partitions: ReadonlyMap<string, PartitionView>
  readonly log: readonly { readonly at: number; readonly line: string }[]
  readonly view: View
}

const perPanel = <T>(value: T): PanelRecord<T> => ({
  stock: value,
  activities: value,
  occurrences: value,
  outcomes: value,
  flow: value,
  'dead-letters': value,
  partitions: value,
})

export function initialState(watched: Watched, size: Size): DashboardState {
  return {
    watched,
    size,
    now: watched.startedAt,
    run: {
      waiting: null,
      suspended: null,
      retrying: null,
      broker: null,
      isPaused: false,
      isStopping: false,
      isDone: false,
      share: null,
      isCounting: false,
      skipped: 0,
    },
    outcomes: NO_OUTCOMES,
    rejectedByReason: {},
    deadLetterByReason: {},
    products: new Map(),
    activities: new Map(),
    events: new Map(),
    occurrences: [],
    refusals: [],
    deadLetters: [],
    flow: { throughput: [], batches: 0, lastBatchSize: 0, commitMs: [], retries: 0, sampled: null },
    requests: null,
    behaviorLog: null,
    partitions: new Map(),
    log: [],
    view: {
      focus: 'stock',
      isZoomed: false,
      selected: perPanel<string | null>(null),
      sort: perPanel(0),
      filter: '',
      isTypingFilter: false,
      overlay: null,
      overlayOffset: 0,
    },
  }
}
