import type { CampaignActivity } from '../domain/campaign-activity.ts'
import type { CampaignActivityEntry } from '../domain/campaign-activity-entry.ts'
import type { EventOccurrence } from '../domain/event-occurrence.ts'
import type { Outcome } from '../domain/outcome.ts'
import type { Product } from '../domain/product.ts'
import type { BatchMessage } from './batch-message.ts'
import type { SourceMessage } from './source-slice.ts'

/** A message and what became of it. */
export interface DecidedMessage {
  readonly request: BatchMessage
  readonly outcome: Outcome
  /**
   * The entry as this message left it, if the batch saved it; only of messages that are answered
   * ({@link SourceSlice.isAnswered}). Of a `duplicate` it may be stored already, and is null then.
   */
  readonly entry: CampaignActivityEntry | null
}

/** A batch was committed: the only event that reports outcomes, always after the commit. */
export interface BatchCommitted {
  readonly type: 'batch-committed'
  /** In the order of decision; do not keep them: they hold the raw bytes. */
  readonly decided: readonly DecidedMessage[]
  /** The products and activities that the batch changed, as it left them. */
  readonly products: readonly Product[]
  readonly activities: readonly CampaignActivity[]
  readonly occurrences: readonly EventOccurrence[]
  /** From the start of the (last) transaction to its commit. */
  readonly elapsedMs: number
}

/** As much of a {@link BatchCommitted} as counting takes. */
export interface OutcomesCommitted extends Pick<BatchCommitted, 'type' | 'elapsedMs'> {
  readonly decided: readonly {
    readonly outcome: Outcome
    readonly request: { readonly raw: Pick<SourceMessage, 'recordTime'> }
  }[]
}

/** The database was not there: the same batch is tried again after `delayMs`. */
export interface BatchRetrying {
  readonly type: 'batch-retrying'
  readonly error: Error
  /** 1 for the first retry. */
  readonly attempt: number
  readonly delayMs: number
}

/** What the pipeline tells those who watch it (summary, progress, dashboard, metrics, log). */
export type PipelineEvent = BatchCommitted | BatchRetrying

export type PipelineListener = (event: PipelineEvent) => void

/** Hears less: whoever only counts. It can be told any event of the pipeline. */
export type OutcomeListener = (event: OutcomesCommitted | BatchRetrying) => void
