import type { SourcePartition } from '../../domain/message-position.ts'
import type { SourcePosition } from '../../pipeline/source-slice.ts'
import type { Columns } from './column.ts'

/** Where a source is to stand. */
export interface NewPosition {
  readonly at: SourcePartition
  readonly to: SourcePosition
}

/** What tells one partition of a source from all others. */
export const partitionKey: Columns<{ readonly at: SourcePartition }> = [
  { name: 'source', type: 'text', of: ({ at }) => at.source },
  { name: 'partition', type: 'bigint', of: ({ at }) => at.partition },
]

export const positionState: Columns<NewPosition> = [
  { name: 'next_offset', type: 'bigint', of: ({ to }) => to.nextOffset },
  { name: 'fingerprint', type: 'text', of: ({ to }) => to.fingerprint },
]

/** Of `source_offsets`: all but the id. */
export const positionColumns: Columns<NewPosition> = [...partitionKey, ...positionState]
