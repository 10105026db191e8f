import type { Consumer, Kafka } from 'kafkajs'
import { errorCauses } from '../client/error-causes.ts'
import { waitOutOutage } from '../client/outage-policy.ts'
import { RETRY_BRIEFLY } from '../client/retry-settings.ts'
import type { ConsumeListener, TopicPartition } from './consume-event.ts'
import type { PartitionOffset } from './partition-offset.ts'
import type { FetchedBatch } from './partition-reader.ts'
import type { SourceChannel } from './source-channel.ts'
import { fromBrokers, waitForBrokers } from './wait-for-brokers.ts'

export interface GroupMemberOptions {
  readonly group: string
  readonly topics: readonly string[]
  /** A member that is silent for longer loses its partitions to the others. */
  readonly sessionTimeoutMs: number
}

const MAX_HEARTBEAT_INTERVAL_MS = 3_000
/** How long a fetch waits for messages: bounds how late a partition that was held goes on. */
const FETCH_WAIT_MS = 100
/** What one answer may hold: small ones keep the garbage collector quiet, and memory small. A larger batch of records comes as well, if it is the first
 * of the answer. */
const MAX_FETCH_BYTES = 1024 * 1024
const MAX_FETCH_BYTES_OF_PARTITION = 256 * 1024
/** How soon partitions that were added to a topic are noticed. */
const METADATA_MAX_AGE_MS = 60_000
/** kafkajs itself stumbles (a TypeError, say) now and then while brokers go away; more often than this it is no accident. */
const MAX_STUMBLES = 10
const STUMBLES_WITHIN_MS = 3_600_000

/** This process as a member of the consumer group: kafkajs, with what it does when brokers go away or groups rebalance. */
export class GroupMember {
  readonly #consumer: Consumer
  readonly #options: GroupMemberOptions
  readonly #channel: SourceChannel
  readonly #listener: ConsumeListener
  readonly #signal: AbortSignal
  #crashes = 0
  /** `performance.now()` of each. */
  #stumbles: number[] = []

  /** `signal` ends all waiting for brokers. */
  constructor(
    kafka: Kafka,
    options: GroupMemberOptions,
    channel: SourceChannel,
    listener: ConsumeListener,
    signal: AbortSignal,
  ) {
    this.#options = options
    this.#channel = channel
    this.#listener = listener
    this.#signal = signal
    this.#consumer = kafka.consumer({
      groupId: options.group,
      sessionTimeout: options.sessionTimeoutMs,
      heartbeatInterval: Math.min(MAX_HEARTBEAT_INTERVAL_MS, options.sessionTimeoutMs / 3),
      maxWaitTimeInMs: FETCH_WAIT_MS,
      maxBytes: MAX_FETCH_BYTES,
      maxBytesPerPartition: MAX_FETCH_BYTES_OF_PARTITION,
      metadataMaxAge: METADATA_MAX_AGE_MS,
      allowAutoTopicCreation: false,
      readUncommitted: false,
      // What kafkajs can't cure within a moment comes here as a crash, and is tried again by our rules.
      retry: { ...RETRY_BRIEFLY, restartOnFailure: () => Promise.resolve(false) },
    })
  }

  async start(): Promise<void> {
    const { topics } = this.#options
    // From the beginning: should kafkajs ever lose its place, then to where we notice it.
    const subscription = { topics: [...topics], fromBeginning: true }
    await fromBrokers(() => this.#consumer.subscribe(subscription), this.#listener, this.#signal)
    const { GROUP_JOIN, REBALANCING, CRASH, START_BATCH_PROCESS } = this.#consumer.events
    this.#consumer.on(GROUP_JOIN, ({ payload }) => {
      this.#crashes = 0
      const partitions = Object.entries(payload.memberAssignment).flatMap(([topic, of]) =>
        of.map((partition) => ({ topic, partition })),
      )
      this.hold(partitions)
      this.#channel.emit('joined', partitions)
    })
    this.#consumer.on(REBALANCING, () => void this.#channel.emit('left'))
    this.#consumer.on(CRASH, ({ payload }) => void this.#startAgain(payload.error))
    this.#consumer.on(START_BATCH_PROCESS, ({ payload: { topic, partition, batchSize, lastOffset } }) => {
      if (batchSize === 0) this.#channel.emit('passed', { topic, partition }, Number(lastOffset) + 1)
    })
    await this.#run()
  }

  /** Nothing is fetched of them until {@link release}; the membership goes on. */
  hold(partitions: readonly TopicPartition[]): void {
    whileRunning(() => this.#consumer.pause(byTopic(partitions)))
  }

  release(partitions: readonly TopicPartition[]): void {
    whileRunning(() => this.#consumer.resume(byTopic(partitions)))
  }

  seek({ topic, partition }: TopicPartition, offset: number): void {
    whileRunning(() => this.#consumer.seek({ topic, partition, offset: String(offset) }))
  }

  /** Commits to Kafka. */
  async commitOffsets(offsets: readonly PartitionOffset[]): Promise<void> {
    await this.#consumer.commitOffsets(
      offsets.map(({ topic, partition, nextOffset }) => ({ topic, partition, offset: String(nextOffset) })),
    )
  }

  /** Leaves the group. */
  async stop(): Promise<void> {
    await this.#consumer.disconnect()
  }

  async #run(): Promise<void> {
    await this.#consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      // Takes the messages into memory and returns: heartbeats go out whatever the database does.
      eachBatch: async ({ batch, resolveOffset, isStale }) => {
        if (isStale()) return
        this.#channel.emit('fetched', batch as FetchedBatch, () => resolveOffset(batch.lastOffset()))
      },
    })
  }

  /** kafkajs has given up, left the group and disconnected. */
  async #startAgain(error: Error): Promise<void> {
    this.#channel.emit('left')
    const now = performance.now()
    if (isStumble(error)) this.#stumbles.push(now)
    this.#stumbles = this.#stumbles.filter((at) => now - at < STUMBLES_WITHIN_MS)
    try {
      if (this.#stumbles.length > MAX_STUMBLES) throw error
      this.#crashes += 1
      const topic = this.#options.topics.join(' or ')
      await waitOutOutage(error, this.#crashes, {
        ...waitForBrokers(this.#listener, this.#signal),
        topic,
        group: this.#options.group,
      })
      await this.#run()
    } catch (failure) {
      if (!this.#signal.aborted) this.#channel.emit('failed', failure)
    }
  }
}

/** While kafkajs starts again it takes no such orders; the next join brings everything anew. */
function whileRunning(order: () => void): void {
  try {
    order()
  } catch (error) {
    if (!(error instanceof Error) || !/consumer#run must be called first/.test(error.message)) throw error
  }
}

function isStumble(error: Error): boolean {
  return errorCauses(error).some(({ name }) => /^(Type|Range|Reference|Syntax)Error$/.test(name))
}

function byTopic(partitions: readonly TopicPartition[]): { topic: string; partitions: number[] }[] {
  const topics = new Map<string, number[]>()
  for (const { topic, partition } of partitions) {
    const known = topics.get(topic)
    if (known) known.push(partition)
    else topics.set(topic, [partition])
  }
  return [...topics].map(([topic, of]) => ({ topic, partitions: of }))
}
