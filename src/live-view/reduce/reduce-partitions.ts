import { BOUNDS } from '../bounds.ts'
import type { DashboardState } from '../dashboard-state.ts'
import { partitionKey } from '../partition-key.ts'
import type { PartitionState } from '../views.ts'

interface MeasuredPartition {
  readonly source: string
  readonly partition: number
  readonly nextOffset?: number
  readonly lag?: number
  readonly state?: PartitionState
}

/** What is not said of a partition stays as it was. */
export function reducePartitions(
  state: DashboardState,
  measured: readonly MeasuredPartition[],
): DashboardState {
  if (measured.length === 0) return state
  const partitions = new Map(state.partitions)
  for (const { source, partition, nextOffset, lag, state: does } of measured) {
    const key = partitionKey({ source, partition })
    const known = partitions.get(key)
    if (!known && partitions.size >= BOUNDS.partitions) continue
    const offset = nextOffset ?? known?.nextOffset ?? 0
    partitions.set(key, {
      source,
      partition,
      nextOffset: offset,
      lag: lag ?? known?.lag ?? null,
      state: does ?? known?.state ?? 'reading',
      perSecond: known?.perSecond ?? 0,
      sampledOffset: known?.sampledOffset ?? offset,
    })
  }
  return { ...state, partitions }
}
