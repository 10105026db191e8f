import type { Kafka } from 'kafkajs'
import { BatchWriter } from '../../pipeline/batch-writer.ts'
import { GroupCommit } from '../../pipeline/group-commit.ts'
import type { PartitionBacklog } from '../../pipeline/partition-backlog.ts'
import type { PipelineEvent } from '../../pipeline/pipeline-event.ts'
import type { Store } from '../../pipeline/store.ts'
import { AssignedPartitions } from './assigned-partitions.ts'
import type { ConsumeListener, TopicPartition } from './consume-event.ts'
import { GroupMember } from './group-member.ts'
import { untilIdle } from './idle-watch.ts'
import { OffsetCommits } from './offset-commits.ts'
import type { FetchedBatch, PartitionReader } from './partition-reader.ts'
import { type StartOptions, StartPositions } from './start-positions.ts'
import { TopicOffsets } from './topic-offsets.ts'
import { within } from './within.ts'

export interface KafkaSourceOptions extends StartOptions {
  /** The most messages of a transaction. */
  readonly batchSize: number
  readonly sessionTimeoutMs: number
  /** Ends when everything was read and nothing came for that long; null: never. */
  readonly exitWhenIdleMs: number | null
  /** As the user may see it. */
  readonly database: string
}

const LAG_EVERY_MS = 1_000
/** How long the stop waits for the transaction in hand, then for the broker: less than 10 s in all (CONTRACT §4). */
const FINISH_WITHIN_MS = 5_000
const LEAVE_WITHIN_MS = 2_000

/**
 * The topics, through the pipeline, as a member of a consumer group. Messages are taken into bounded backlogs as they come; one
 * writer commits what waits (see {@link GroupCommit}). The positions in the database are the truth: Kafka is only asked for what
 * follows them, and told afterwards.
 */
export class KafkaSource {
  readonly #options: KafkaSourceOptions
  readonly #listener: ConsumeListener
  readonly #stop = new AbortController()
  readonly #topics: TopicOffsets
  readonly #starts: StartPositions
  readonly #member: GroupMember
  readonly #partitions: AssignedPartitions
  readonly #group: GroupCommit
  readonly #commits: OffsetCommits
  #ended: (error: unknown) => void = () => {}
  /** Aborted when the partitions are taken away. */
  #assignment = new AbortController()
  #lastActivity: number | null = null

  constructor(kafka: Kafka, store: Store, options: KafkaSourceOptions, listener: ConsumeListener) {
    const { topics, batchSize, group, sessionTimeoutMs } = options
    const { signal } = this.#stop
    const names = [...topics.keys()]
    this.#options = options
    this.#listener = listener
    const heard: ConsumeListener = (event) => {
      listener(event)
      if (event.type === 'batch-retrying') this.#databaseIsAway(event.error)
    }
    this.#topics = new TopicOffsets(kafka, names, listener)
    this.#starts = new StartPositions(store, this.#topics, options, heard)
    this.#member = new GroupMember(
      kafka,
      { group, topics: names, sessionTimeoutMs },
      {
        joined: (partitions) => this.#joined(partitions),
        left: () => this.#left(),
        fetched: (batch) => this.#fetched(batch),
        passed: (partition, end) => this.#partitions.find(partition)?.pass(end),
        failed: (error) => this.#ended(error),
      },
      listener,
      signal,
    )
    this.#partitions = new AssignedPartitions(this.#member, topics, batchSize)
    const writer = new BatchWriter(store, {
      retries: Number.POSITIVE_INFINITY,
      signal,
      listener: (event: PipelineEvent) => heard(event),
    })
    this.#group = new GroupCommit((slices) => writer.write(slices), {
      batchSize,
      onCommitted: () => this.#committed(),
      onFenced: (backlog) => this.#fenced(backlog),
    })
    this.#commits = new OffsetCommits(
      (offsets) => this.#member.commitOffsets(offsets),
      () => this.#partitions.offsets(),
    )
  }

  /** Messages that came although they had been processed before. */
  get skipped(): number {
    return this.#partitions.skipped
  }

  /** Reads until the signal is aborted, or nothing comes any more. @throws what no retry can cure. */
  async run(signal: AbortSignal): Promise<void> {
    const ended = new Promise<void>((resolve, reject) => {
      this.#ended = reject
      signal.addEventListener('abort', () => resolve())
      if (signal.aborted) resolve()
    })
    const writing = this.#group.run()
    const ticks = setInterval(() => this.#reportLag(), LAG_EVERY_MS)
    try {
      await Promise.race([ended, writing, this.#start().then(() => this.#idle())])
    } finally {
      clearInterval(ticks)
      await this.#finish(writing)
    }
  }

  async #idle(): Promise<void> {
    const { exitWhenIdleMs } = this.#options
    if (exitWhenIdleMs === null) return new Promise(() => {})
    const watched = {
      partitions: this.#partitions,
      topics: this.#topics,
      lastActivity: () => this.#lastActivity,
    }
    await untilIdle(exitWhenIdleMs, watched, this.#stop.signal)
  }

  async #start(): Promise<void> {
    const { group, database } = this.#options
    const starts = await this.#starts.of(() => true, this.#stop.signal)
    const partitions = starts.map(({ topic, partition, position }) => ({
      topic,
      partition,
      nextOffset: position.nextOffset,
    }))
    this.#databaseIsBack()
    this.#listener({ type: 'started', group, partitions, database })
    this.#commits.start()
    await this.#member.start()
  }

  /** The transaction in hand is finished, or given up; then the group is left. */
  async #finish(writing: Promise<void>): Promise<void> {
    this.#group.stop()
    this.#stop.abort()
    this.#commits.stop()
    await within(FINISH_WITHIN_MS, this.#group.settled())
    await within(LEAVE_WITHIN_MS, this.#commits.send())
    await within(LEAVE_WITHIN_MS, this.#member.stop())
    writing.catch(() => {})
    this.#reportLag()
  }

  #joined(partitions: readonly TopicPartition[]): void {
    this.#left()
    this.#assignment = new AbortController()
    const readers = this.#partitions.assign(partitions)
    this.#listener({ type: 'assigned', partitions })
    void this.#begin(readers)
  }

  #left(): void {
    this.#assignment.abort()
    this.#commits.forget()
    const partitions = this.#partitions.revoke()
    this.#lastActivity = null
    for (const { backlog } of partitions) if (backlog) this.#group.remove(backlog)
    if (partitions.length === 0) return
    this.#listener({
      type: 'revoked',
      partitions: partitions.map(({ topic, partition }) => ({ topic, partition })),
    })
  }

  /** Reads them from where the database says, once no transaction of ours can move that any more. */
  async #begin(readers: readonly PartitionReader[]): Promise<void> {
    const signal = AbortSignal.any([this.#assignment.signal, this.#stop.signal])
    try {
      await this.#group.settled()
      const wanted = ({ topic, partition }: TopicPartition) =>
        readers.some((reader) => reader.topic === topic && reader.partition === partition)
      const starts = await this.#starts.of(wanted, signal)
      if (signal.aborted) return
      for (const start of starts) {
        const reader = this.#partitions.find(start)
        if (!reader) continue
        this.#group.add(reader.begin(start))
        this.#member.seek(start, start.position.nextOffset)
      }
      this.#lastActivity = performance.now()
      this.#databaseIsBack()
      this.#partitions.balance()
    } catch (error) {
      if (!signal.aborted) this.#ended(error)
    }
  }

  #beginAgain(reader: PartitionReader): void {
    if (reader.backlog) this.#group.remove(reader.backlog)
    reader.end()
    this.#partitions.balance()
    void this.#begin([reader])
  }

  #fetched(batch: FetchedBatch): boolean {
    const reader = this.#partitions.find(batch)
    if (!reader?.backlog || this.#stop.signal.aborted) return false
    this.#lastActivity = performance.now()
    const isTaken = this.#partitions.take(reader, batch)
    if (isTaken) this.#group.wake()
    else this.#beginAgain(reader)
    return isTaken
  }

  #committed(): void {
    this.#lastActivity = performance.now()
    this.#databaseIsBack()
    this.#partitions.balance()
  }

  #fenced(backlog: PartitionBacklog): void {
    this.#listener({ type: 'fenced', at: backlog.at })
    const reader = this.#partitions.ofBacklog(backlog)
    if (reader) this.#beginAgain(reader)
  }

  #databaseIsAway(reason: Error): void {
    if (this.#partitions.isHalted) return
    this.#partitions.halt()
    this.#listener({ type: 'paused', reason })
  }

  #databaseIsBack(): void {
    if (!this.#partitions.isHalted) return
    this.#partitions.goOn()
    this.#listener({ type: 'resumed' })
  }

  #reportLag(): void {
    const partitions = this.#partitions.lag()
    if (partitions.length > 0) this.#listener({ type: 'lag', partitions })
  }
}
