import type { SourcePosition } from '../../../pipeline/source-slice.ts'
import type { PartitionRange } from '../partition-range.ts'
import type { TopicOffsets } from '../topic-offsets.ts'
import type { StartOptions } from './start-options.ts'

/**
 * Where partitions begin that have no stored position: where the group was, else, since no request may be lost, at their beginning;
 * always there if it is asked for, and if the database knows other partitions of the topic: this one was added later.
 */
export async function firstOffsets(
  ranges: readonly PartitionRange[],
  positionOf: (range: PartitionRange) => Promise<SourcePosition | null>,
  offsets: TopicOffsets,
  { fromBeginning, group }: StartOptions,
  signal: AbortSignal,
): Promise<(range: PartitionRange) => number> {
  if (fromBeginning) return ({ low }) => low
  const knownTopics = new Set<string>()
  for (const range of ranges) if (await positionOf(range)) knownTopics.add(range.topic)
  const committed = await offsets.committed(group, signal)
  return ({ topic, partition, low }) => {
    if (knownTopics.has(topic)) return low
    return committed.find((at) => at.topic === topic && at.partition === partition)?.nextOffset ?? low
  }
}
