import type { RefusedDocument } from './sink.ts'
import type { SinkDocument } from './sink-document.ts'

/** What became of the documents of one write: those that are in neither list are kept. */
export interface Written {
  /** Refused for good. */
  readonly refused: readonly RefusedDocument[]
  /** Not kept, and to be tried again, in their order. */
  readonly left: readonly SinkDocument[]
  /** Why documents are left, in one line; null if none is. */
  readonly failure: string | null
  /** Documents that are left may be kept all the same: they were given away, and nobody said what became of them. */
  readonly mayBeKept?: boolean
  /** The failure is for good: this process can never write there again. */
  readonly isOver?: boolean
}

/** What awaits a sink, each in one line; null: nothing. */
export interface Probed {
  /** What will keep it from writing. */
  readonly outage: string | null
  /** What somebody had better do before. */
  readonly advice: string | null
}

/** What is particular to one kind of sink: writes one batch after the other. Waiting and trying again are not its business. */
export interface SinkWriter {
  readonly kind: string
  /** What can be told before anything is written. Never rejects. */
  probe?(): Promise<Probed>
  /** Never called while a call is under way. Never rejects, and gives up by itself what takes too long. */
  write(documents: readonly SinkDocument[]): Promise<Written>
  /** Makes durable what was written, and lets go. Not called while a write is under way. */
  close(): Promise<void>
}
