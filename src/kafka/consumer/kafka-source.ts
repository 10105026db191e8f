import type { Kafka } from 'kafkajs'
import { GroupCommit } from '../../pipeline/commit/group-commit.ts'
import type { SourceSlice } from '../../pipeline/source-slice.ts'
import type { ReadTopics } from '../client/topic-kinds.ts'
import { within } from '../client/within.ts'
import { AssignedPartitions } from './assigned-partitions.ts'
import type { ConsumeListener } from './consume-event.ts'
import { GroupMember } from './group-member.ts'
import { untilIdle } from './idle-watch.ts'
import { OffsetCommits } from './offset-commits.ts'
import { PartitionFlow } from './partition-flow.ts'
import { SourceChannel } from './source-channel.ts'
import type { StartFinder, UseSource } from './source-use.ts'
import { Suspension } from './suspension.ts'
import { TopicOffsets } from './topic-offsets.ts'

export interface KafkaSourceOptions {
  readonly topics: ReadTopics
  readonly group: string
  /** The most messages of a transaction. */
  readonly batchSize: number
  readonly sessionTimeoutMs: number
  /** Ends when everything was read and nothing came for that long; null: never. */
  readonly exitWhenIdleMs: number | null
  /** Where the messages go, as the user may see it. */
  readonly database: string
  /** What the group commits is the position: it is told of each batch before the next one begins. Else Kafka is told now and then. */
  readonly isGroupPosition?: boolean
  /** Waited for before each batch: a user's pause. */
  readonly beforeBatch?: (signal: AbortSignal) => Promise<void>
}

const LAG_EVERY_MS = 1_000
const ENDS_EVERY_MS = 5_000
/** How long the end waits for the transaction in hand, then for the broker: less than 10 s in all (CONTRACT §4). */
const FINISH_WITHIN_MS = 4_000
const LEAVE_WITHIN_MS = 1_000

/**
 * The topics, as a member of a consumer group. Messages are taken into bounded backlogs as they come; one writer commits what waits
 * (see {@link GroupCommit}). Where partitions go on is known by those that use it: Kafka is only asked for what follows, and told
 * afterwards.
 */
export class KafkaSource {
  readonly #options: KafkaSourceOptions
  readonly #listener: ConsumeListener
  readonly #stop = new AbortController()
  readonly #channel = new SourceChannel()
  readonly #topics: TopicOffsets
  readonly #member: GroupMember
  readonly #partitions: AssignedPartitions
  readonly #suspension: Suspension
  readonly #groupCommit: GroupCommit
  readonly #starts: StartFinder
  readonly #flow: PartitionFlow
  readonly #commits: OffsetCommits
  #endsSeenAt = 0

  constructor(kafka: Kafka, use: UseSource, options: KafkaSourceOptions, listener: ConsumeListener) {
    const { batchSize, group, sessionTimeoutMs } = options
    const { signal } = this.#stop
    const channel = this.#channel
    const names = [...options.topics.keys()]
    const topics = new TopicOffsets(kafka, names, listener)
    const member = new GroupMember(
      kafka,
      { group, topics: names, sessionTimeoutMs },
      channel,
      listener,
      signal,
    )
    const partitions = new AssignedPartitions(member, options.topics, batchSize)
    const suspension = new Suspension(partitions, listener)
    const suspending: ConsumeListener = (event) => {
      listener(event)
      if (event.type === 'batch-retrying') suspension.begin(event.error)
    }
    const { starts, write: writeAll, decodesAhead } = use({ topics, listener: suspending, signal })
    const write = async (slices: readonly SourceSlice[]): Promise<void> => {
      await options.beforeBatch?.(signal)
      if (options.isGroupPosition) await this.#commits.send()
      signal.throwIfAborted()
      await writeAll(slices)
    }
    const groupCommit = new GroupCommit(write, {
      batchSize,
      onCommitted: () => channel.emit('committed'),
      onFenced: (backlog) => channel.emit('fenced', backlog),
      ...(decodesAhead && { decodeAhead: (backlog, most) => backlog.decodeAhead(most) }),
    })
    const parts = { channel, member, partitions, suspension, starts, groupCommit, listener, signal }
    this.#options = options
    this.#listener = listener
    this.#topics = topics
    this.#member = member
    this.#partitions = partitions
    this.#suspension = suspension
    this.#groupCommit = groupCommit
    this.#starts = starts
    this.#flow = new PartitionFlow(parts)
    this.#commits = new OffsetCommits(member, partitions)
  }

  /** Messages that came although they had been processed before. */
  get skipped(): number {
    return this.#partitions.skipped
  }

  /** Reads until the signal is aborted, or nothing comes any more. @throws what no retry can cure. */
  async run(signal: AbortSignal): Promise<void> {
    const ended = new Promise<void>((resolve, reject) => {
      this.#channel.on('failed', reject)
      signal.addEventListener('abort', () => resolve())
      if (signal.aborted) resolve()
    })
    const writing = this.#groupCommit.run()
    const ticks = setInterval(() => this.#reportLag(), LAG_EVERY_MS)
    try {
      await Promise.race([ended, writing, this.#start().then(() => this.#idle())])
    } finally {
      clearInterval(ticks)
      writing.catch(() => {})
      await this.#finish()
    }
  }

  async #start(): Promise<void> {
    const { group, database } = this.#options
    const starts = await this.#starts.of(() => true, this.#stop.signal)
    const partitions = starts.map(({ topic, partition, position }) => ({
      topic,
      partition,
      nextOffset: position.nextOffset,
    }))
    this.#suspension.end()
    this.#listener({ type: 'started', group, partitions, database })
    this.#commits.start()
    await this.#member.start()
  }

  async #idle(): Promise<void> {
    const { exitWhenIdleMs } = this.#options
    if (exitWhenIdleMs === null) return new Promise(() => {})
    const watched = {
      partitions: this.#partitions,
      topics: this.#topics,
      lastActivity: () => this.#flow.lastActivity,
    }
    await untilIdle(exitWhenIdleMs, watched, this.#stop.signal)
  }

  /** The transaction in hand is finished, or given up; then the group is left. */
  async #finish(): Promise<void> {
    this.#groupCommit.stop()
    this.#stop.abort()
    await within(FINISH_WITHIN_MS, this.#groupCommit.settled())
    this.#commits.stop()
    await within(LEAVE_WITHIN_MS, this.#commits.send())
    this.#reportLag()
    await within(LEAVE_WITHIN_MS, this.#member.stop())
  }

  #reportLag(): void {
    const partitions = this.#partitions.lag()
    if (partitions.length === 0) return
    this.#listener({ type: 'lag', partitions })
    if (this.#partitions.isSuspended) void this.#seeEnds()
  }

  /** While nothing is fetched the lag still grows. */
  async #seeEnds(): Promise<void> {
    if (performance.now() < this.#endsSeenAt + ENDS_EVERY_MS) return
    this.#endsSeenAt = performance.now()
    const ranges = await this.#topics.ranges(this.#stop.signal).catch(() => [])
    for (const range of ranges) this.#partitions.find(range)?.seeEnd(range.high)
  }
}
