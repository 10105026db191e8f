import type { SourcePartition } from './message-position.ts'

/** Where a message stands, as it is shown and stored: a `MessagePosition` in one piece. */
export interface MessagePlace extends SourcePartition {
  /** Kafka offset, or line number (first line = 1). */
  readonly offset: number
}
