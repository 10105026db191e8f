/** A partition of a source: `kafka:<topic>`, `file:<absolute path>` (partition 0) or `stdin:<run id>` (CONTRACT §3). */
export interface SourcePartition {
  readonly source: string
  readonly partition: number
}

/** Where a message stands in its source. */
export interface MessagePosition {
  readonly at: SourcePartition
  /** Kafka offset, or line number (first line = 1). */
  readonly offset: number
}
