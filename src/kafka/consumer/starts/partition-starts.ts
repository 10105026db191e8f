import { partitionKey } from '../../../domain/partition-key.ts'
import { SourceName } from '../../../domain/source-name.ts'
import { BatchWriter } from '../../../pipeline/commit/batch-writer.ts'
import { FencedError } from '../../../pipeline/commit/fenced-error.ts'
import { backOff } from '../../../pipeline/commit/full-jitter-backoff.ts'
import type { SourcePosition } from '../../../pipeline/source-slice.ts'
import type { Store } from '../../../pipeline/store.ts'
import type { ConsumeListener, TopicPartition } from '../consume-event.ts'
import type { PartitionRange } from '../partition-range.ts'
import type { TopicOffsets } from '../topic-offsets.ts'
import { firstOffsets } from './first-offsets.ts'
import type { PartitionStart } from './partition-start.ts'
import { gapError, isGap } from './position-gap.ts'
import type { StartOptions } from './start-options.ts'
import { storedPosition } from './stored-position.ts'

/** A partition with the position that is stored, and the one to go on from. */
interface Move {
  readonly range: PartitionRange
  readonly stored: SourcePosition | null
  readonly position: SourcePosition
}

/** A broker that has just crashed may not know its ends yet: a gap is only believed after so many looks. */
const LOOKS_AT_GAP = 4
const LOOK_AGAIN_MS = 1_000

/** Finds out where partitions go on: the database says so. What it does not know yet it is told before anything is read. */
export class PartitionStarts {
  readonly #store: Store
  readonly #offsets: TopicOffsets
  readonly #options: StartOptions
  readonly #listener: ConsumeListener

  constructor(store: Store, offsets: TopicOffsets, options: StartOptions, listener: ConsumeListener) {
    this.#store = store
    this.#offsets = offsets
    this.#options = options
    this.#listener = listener
  }

  /**
   * The start of the partitions for which `isWanted`; outages of brokers and database are waited for.
   * @throws HaltError if a position is outside of what its topic holds, unless gaps are accepted.
   */
  async of(isWanted: (partition: TopicPartition) => boolean, signal: AbortSignal): Promise<PartitionStart[]> {
    for (let looks = 1; ; looks += 1) {
      const moves = await this.#moves(isWanted, signal)
      const gap = moves.find(({ range, stored }) => stored && isGap(range, stored.nextOffset))
      if (gap && looks < LOOKS_AT_GAP) {
        await backOff(LOOK_AGAIN_MS, signal)
        continue
      }
      if (gap && !this.#options.acceptGap) throw gapError(gap.range, gap.stored!.nextOffset)
      if (await this.#storeAll(moves, signal))
        return moves.map(({ range, position }) => ({ ...range, position }))
    }
  }

  async #moves(isWanted: (partition: TopicPartition) => boolean, signal: AbortSignal): Promise<Move[]> {
    const positions = new Map<string, SourcePosition | null>()
    const positionOf = (range: PartitionRange) => storedPosition(this.#store, range, this.#listener, signal)
    for (const range of (await this.#offsets.ranges(signal)).filter(isWanted)) {
      positions.set(partitionKey(range), await positionOf(range))
    }
    // Asked again: other processes may have moved positions beyond the ends that were seen before.
    const ranges = await this.#offsets.ranges(signal)
    const isNew = [...positions.values()].includes(null)
    const first = isNew && (await firstOffsets(ranges, positionOf, this.#offsets, this.#options, signal))
    return ranges
      .filter((range) => positions.has(partitionKey(range)))
      .map((range) => {
        const stored = positions.get(partitionKey(range)) ?? null
        const nextOffset = stored?.nextOffset ?? (first ? first(range) : range.low)
        const position = { nextOffset: isGap(range, nextOffset) ? range.low : nextOffset, fingerprint: null }
        return { range, stored, position }
      })
  }

  /** False if another process was first. */
  async #storeAll(moves: readonly Move[], signal: AbortSignal): Promise<boolean> {
    const moved = moves.filter(({ stored, position }) => stored?.nextOffset !== position.nextOffset)
    if (moved.length === 0) return true
    const listener: ConsumeListener = (event) => {
      if (event.type === 'batch-retrying') this.#listener(event)
    }
    const writer = new BatchWriter(this.#store, { retries: Number.POSITIVE_INFINITY, listener, signal })
    const slices = moved.map(({ range, stored, position }) => ({
      at: placeOf(range),
      messageKind: this.#options.topics.get(range.topic) ?? null,
      messages: [],
      claim: { kind: 'advance', from: stored, to: position } as const,
    }))
    try {
      await writer.write(slices)
    } catch (error) {
      if (error instanceof FencedError) return false
      throw error
    }
    for (const { range, stored, position } of moved) {
      if (!stored) continue
      const offsets = { from: stored.nextOffset, to: position.nextOffset }
      this.#listener({ type: 'gap-accepted', at: placeOf(range), ...offsets })
    }
    return true
  }
}

const placeOf = ({ topic, partition }: TopicPartition) => ({
  source: SourceName.of('kafka', topic).text,
  partition,
})
