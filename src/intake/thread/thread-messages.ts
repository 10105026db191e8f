import type { PipelineEvent } from '../../pipeline/pipeline-event.ts'
import type { PackedAnswers } from './packed-answers.ts'
import type { PackedMessages } from './packed-messages.ts'
import type { PackedOutcomes } from './packed-outcomes.ts'
import type { PortableError } from './portable-error.ts'

/** What the thread is started with. */
export interface OutletStart {
  readonly databaseUrl: string
  readonly name: string
  readonly batchSize: number
  readonly maxWaitMs?: number
  /** True: whole events are told, as people look at them. */
  readonly isWatched?: boolean
}

export type ToThread =
  | { readonly type: 'offer'; readonly packed: PackedMessages }
  | { readonly type: 'take-turn'; readonly turn: number }
  /** What was to be done in the turn in hand is done. */
  | { readonly type: 'turn-over' }
  | { readonly type: 'close'; readonly withinMs: number }

/** What happened to batches: of one that was committed its outcomes, or all of it. */
export type ToldEvent =
  | { readonly type: 'outcomes'; readonly packed: PackedOutcomes }
  | { readonly type: 'event'; readonly event: PipelineEvent }
  | {
      readonly type: 'retrying'
      readonly error: PortableError
      readonly attempt: number
      readonly delayMs: number
    }

export type FromThread =
  | { readonly type: 'ready' }
  /** What happened since the last time: listeners hear of a batch before those who asked. */
  | {
      readonly type: 'told'
      readonly events: readonly ToldEvent[]
      readonly answers: PackedAnswers
      readonly outage: string | null
    }
  /** The thread writes nothing until it hears that the turn is over. */
  | { readonly type: 'your-turn'; readonly turn: number }
  | { readonly type: 'no-turn'; readonly turn: number }
  /** It takes and tells nothing more; null: it was closed. */
  | { readonly type: 'ended'; readonly error: PortableError | null }
