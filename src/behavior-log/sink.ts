import type { SinkDocument } from './sink-document.ts'

/** A document that the sink will never take, as it is. */
export interface RefusedDocument {
  readonly document: SinkDocument
  /** In words. */
  readonly reason: string
}

/** The sink has them, in the sense that its kind promises (CONTRACT §15), but for those that it refused for good. */
export interface Acknowledged {
  readonly state: 'acknowledged'
  readonly refused: readonly RefusedDocument[]
}

/** Nobody can rely on any of them being kept: whoever has them offers them again. */
export interface NotKept {
  readonly state: 'not_kept'
  /** False: none of them is kept, nor will be. */
  readonly mayBeKept: boolean
  /** In words for a log. */
  readonly why: string
}

export type Appended = Acknowledged | NotKept

/** What happens to a sink, for metrics and the log. */
export type SinkEvent =
  | { readonly type: 'kept'; readonly documents: number }
  | { readonly type: 'refused'; readonly refused: readonly RefusedDocument[] }
  | { readonly type: 'not-kept'; readonly documents: number }
  | { readonly type: 'away'; readonly problem: string }
  | { readonly type: 'back' }
  /** It works, and somebody had better do something before. */
  | { readonly type: 'unprepared'; readonly advice: string }
  /** Runs that were killed had left this many torn lines, which were cut: nobody had been told that they are kept. */
  | { readonly type: 'recovered'; readonly runs: number; readonly tornLines: number }

/** Where behaviours go (CONTRACT §15). */
export interface Sink {
  /** Its kind, as metrics name it. */
  readonly kind: string
  /** Documents without an answer. */
  readonly waiting: number
  /** How long the oldest of them has waited, ms; 0 if none does. */
  readonly oldestWaitMs: number
  /** What keeps documents from being taken, in one line; null while they are. */
  readonly outage: string | null
  /**
   * Why so many documents would be refused at once, whatever they are, and counts them as not kept: nobody need make them. Null: they may be
   * offered.
   */
  turnAway(documents: number): string | null
  /** Never rejects, and answers within 5 s. */
  append(documents: readonly SinkDocument[]): Promise<Appended>
  /** Answers what waits, and takes nothing more. Ends within `withinMs`. */
  close(withinMs: number): Promise<void>
}
