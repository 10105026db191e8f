import type { SourcePosition } from '../../../pipeline/source-slice.ts'
import type { PartitionRange } from '../partition-range.ts'

/** A partition, what the topic holds of it, and the position from which it is read: stored in the database by now. */
export interface PartitionStart extends PartitionRange {
  readonly position: SourcePosition
}
