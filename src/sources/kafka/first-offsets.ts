import type { Position } from '../../pipeline/source-slice.ts'
import type { StartOptions } from './start-positions.ts'
import type { PartitionRange, TopicOffsets } from './topic-offsets.ts'

/**
 * Where partitions begin that have no stored position: at their beginning if asked for, else where the group was, else at their
 * end. But one of a topic of which the database knows other partitions was added later, and nobody has read it: at its beginning.
 */
export async function firstOffsets(
  ranges: readonly PartitionRange[],
  positionOf: (range: PartitionRange) => Promise<Position | null>,
  offsets: TopicOffsets,
  { fromBeginning, group }: StartOptions,
  signal: AbortSignal,
): Promise<(range: PartitionRange) => number> {
  if (fromBeginning) return ({ low }) => low
  const knownTopics = new Set<string>()
  for (const range of ranges) if (await positionOf(range)) knownTopics.add(range.topic)
  const committed = await offsets.committed(group, signal)
  return ({ topic, partition, low, high }) => {
    if (knownTopics.has(topic)) return low
    return committed.find((at) => at.topic === topic && at.partition === partition)?.offset ?? high
  }
}
