import { setTimeout as wait } from 'node:timers/promises'
import type { AssignedPartitions } from './assigned-partitions.ts'
import type { TopicOffsets } from './topic-offsets.ts'

const CHECK_EVERY_MS = 200

export interface Watched {
  readonly partitions: AssignedPartitions
  readonly topics: TopicOffsets
  /** `performance.now()` when something came or was committed last; null before the group was joined. */
  readonly lastActivity: () => number | null
}

/** Ends when the partitions of this process are read to their ends and nothing came for `idleMs`; brokers are asked then. */
export async function untilIdle(idleMs: number, watched: Watched, signal: AbortSignal): Promise<void> {
  const { partitions, topics, lastActivity } = watched
  const isQuiet = () => {
    const since = lastActivity()
    return since !== null && performance.now() - since >= idleMs && partitions.areWorkedOff
  }
  for (;;) {
    await wait(CHECK_EVERY_MS, undefined, { signal })
    if (!isQuiet()) continue
    const ranges = await topics.ranges(signal)
    const isAtEnd = ranges.every((range) => (partitions.find(range)?.readUpTo ?? range.high) >= range.high)
    if (isAtEnd && isQuiet()) return
  }
}
