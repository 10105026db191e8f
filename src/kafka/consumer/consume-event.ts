import type { SourcePartition } from '../../domain/message-position.ts'
import type { PipelineEvent } from '../../pipeline/pipeline-event.ts'

/** A partition of a topic. */
export interface TopicPartition {
  readonly topic: string
  readonly partition: number
}

/** What a partition of this process is doing: read, or suspended while the database is away. */
export type PartitionState = 'reading' | 'suspended'

/** Where a partition stands, from what its last fetch said. */
export interface PartitionLag extends TopicPartition {
  /** The offset up to which everything is committed to the database. */
  readonly nextOffset: number
  /** The end of the partition: the offset of the next message that a producer writes. */
  readonly highWatermark: number
  readonly lag: number
  readonly state: PartitionState
}

/** The process has checked topics and database, and is about to join the group. */
export interface ConsumeStarted {
  readonly type: 'started'
  readonly group: string
  /** All partitions of the topics; `nextOffset` is the stored position, null where none is stored yet. */
  readonly partitions: readonly (TopicPartition & { readonly nextOffset: number | null })[]
  /** As the user may see it: without password. */
  readonly database: string
}

/** The group gave partitions to this process: all that it has from now on. */
export interface PartitionsAssigned {
  readonly type: 'assigned'
  readonly partitions: readonly TopicPartition[]
}

/** The group took partitions away (a rebalance has begun, or the session was lost). */
export interface PartitionsRevoked {
  readonly type: 'revoked'
  readonly partitions: readonly TopicPartition[]
}

/** The database is away: nothing is fetched or processed until it answers again; the group membership is kept. */
export interface ConsumeSuspended {
  readonly type: 'suspended'
  readonly reason: Error
}

/** The database answers again. */
export interface ConsumeResumed {
  readonly type: 'resumed'
}

/** Another process has moved the position of this partition: what this one had read of it is dropped, and read anew. */
export interface PartitionFenced {
  readonly type: 'fenced'
  readonly at: SourcePartition
}

/** `--accept-gap`: messages between the two offsets are gone from the topic, or it was made anew (`to` below `from`). */
export interface GapAccepted {
  readonly type: 'gap-accepted'
  readonly at: SourcePartition
  readonly from: number
  readonly to: number
}

/** Where the partitions of this process stand; every second. */
export interface LagMeasured {
  readonly type: 'lag'
  readonly partitions: readonly PartitionLag[]
}

/** No broker answers: the same is tried again after `delayMs`, for ever. */
export interface BrokerRetrying {
  readonly type: 'broker-retrying'
  readonly error: Error
  /** The broker ended the connection: perhaps it wants TLS, or a login. */
  readonly isCutOff?: boolean
  /** 1 for the first retry. */
  readonly attempt: number
  readonly delayMs: number
}

/** A signal came: the batch in hand is finished, then the process leaves the group. */
export interface ConsumeStopping {
  readonly type: 'stopping'
  readonly signal: 'SIGINT' | 'SIGTERM'
}

/** What `consume` tells those who watch it (summary, dashboard, metrics, log). */
export type ConsumeEvent =
  | PipelineEvent
  | ConsumeStarted
  | PartitionsAssigned
  | PartitionsRevoked
  | ConsumeSuspended
  | ConsumeResumed
  | PartitionFenced
  | GapAccepted
  | LagMeasured
  | BrokerRetrying
  | ConsumeStopping

export type ConsumeListener = (event: ConsumeEvent) => void
