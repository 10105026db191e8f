import type { SourcePartition } from './message-position.ts'

/** How far one partition of a source is processed: everything below `nextOffset`. */
export interface PartitionPosition extends SourcePartition {
  readonly nextOffset: number
}
