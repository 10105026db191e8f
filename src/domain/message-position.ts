/** A partition of a source; of a file partition 0 (CONTRACT §3). */
export interface SourcePartition {
  /** The text of its `SourceName`. */
  readonly source: string
  readonly partition: number
}

/** Where a message stands in its source. */
export interface MessagePosition {
  readonly at: SourcePartition
  /** Kafka offset, or line number (first line = 1). */
  readonly offset: number
}
