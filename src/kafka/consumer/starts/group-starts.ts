import type { SourcePartition } from '../../../domain/message-position.ts'
import { partitionKey } from '../../../domain/partition-key.ts'
import { SourceName } from '../../../domain/source-name.ts'
import type { SourceSlice } from '../../../pipeline/source-slice.ts'
import type { ConsumeListener, TopicPartition } from '../consume-event.ts'
import type { PartitionRange } from '../partition-range.ts'
import type { StartFinder } from '../source-use.ts'
import type { TopicOffsets } from '../topic-offsets.ts'
import type { PartitionStart } from './partition-start.ts'
import { gapError, isGap } from './position-gap.ts'

export interface GroupStartOptions {
  readonly group: string
  /** Go on where the topic no longer holds the group's position. */
  readonly acceptGap: boolean
}

/**
 * Partitions go on where the group has committed to Kafka, which is the truth where no database is; those where it never was begin with
 * their first message. What this process has done itself it does not do again, although the group has not heard of it yet.
 */
export class GroupStarts implements StartFinder {
  readonly #offsets: TopicOffsets
  readonly #options: GroupStartOptions
  readonly #listener: ConsumeListener
  /** Up to where this process has come, by partition. */
  readonly #own = new Map<string, number>()

  constructor(offsets: TopicOffsets, options: GroupStartOptions, listener: ConsumeListener) {
    this.#offsets = offsets
    this.#options = options
    this.#listener = listener
  }

  /** Everything of the slice is done. */
  done({ at, claim }: SourceSlice): void {
    if (claim.kind === 'advance') this.#own.set(partitionKey(at), claim.to.nextOffset)
  }

  /** @throws HaltError if the group's position is outside of what its topic holds, unless gaps are accepted. */
  async of(isWanted: (partition: TopicPartition) => boolean, signal: AbortSignal): Promise<PartitionStart[]> {
    const committed = await this.#offsets.committed(this.#options.group, signal)
    const of = new Map(committed.map((at) => [partitionKey(at), at.nextOffset]))
    // Asked after the group's: other processes may move it beyond the ends that were seen before.
    const ranges = await this.#offsets.ranges(signal)
    return ranges.filter(isWanted).map((range) => {
      const known = Math.max(
        of.get(partitionKey(range)) ?? -1,
        this.#own.get(partitionKey(placeOf(range))) ?? -1,
      )
      const nextOffset = known < 0 ? range.low : this.#inside(range, known)
      return { ...range, position: { nextOffset, fingerprint: null } }
    })
  }

  #inside(range: PartitionRange, nextOffset: number): number {
    if (!isGap(range, nextOffset)) return nextOffset
    if (!this.#options.acceptGap) throw gapError(range, nextOffset)
    const at = placeOf(range)
    this.#own.delete(partitionKey(at))
    this.#listener({ type: 'gap-accepted', at, from: nextOffset, to: range.low })
    return range.low
  }
}

const placeOf = ({ topic, partition }: TopicPartition): SourcePartition => ({
  source: SourceName.of('kafka', topic).text,
  partition,
})
