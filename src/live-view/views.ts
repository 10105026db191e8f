import type { ActivityStatus } from '../domain/campaign-activity.ts'
import type { MessagePlace } from '../domain/message-place.ts'
import type { PartitionPosition } from '../domain/partition-position.ts'

/** Rows as the panels show them. Instants are epoch ms; `key` tells rows of one list apart. */
export interface ProductView {
  readonly id: number
  readonly name: string
  readonly stock: number
  readonly initialStock: number
  /** Smoothed over the last seconds. */
  readonly soldPerSecond: number
  /** The stock when the rate was taken last. */
  readonly sampledStock: number
}

export interface ActivityView {
  readonly id: number
  readonly name: string
  readonly productId: number | null
  readonly status: ActivityStatus
  readonly approvedCount: number
  readonly limitCount: number | null
  readonly startDate: number | null
  readonly endDate: number | null
}

export interface EventView {
  readonly id: number
  readonly name: string
  readonly triggerType: string
}

export interface OccurrenceView {
  readonly key: number
  readonly occurredAt: number
  readonly eventId: number
  readonly userId: number | null
  readonly pageUrl: string | null
  /** JSON text. */
  readonly context: string
  readonly messageId: string | null
  /** The approved entry whose purchase it is; null for an occurrence that a message asked for. */
  readonly entry: { readonly campaignActivityId: number; readonly userId: number } | null
  readonly place: MessagePlace | null
}

/** A request that was rejected. */
export interface RefusalView {
  readonly key: number
  readonly at: number
  readonly userId: number
  readonly campaignActivityId: number
  readonly reason: string
  readonly place: MessagePlace | null
}

export interface DeadLetterView {
  readonly key: number
  readonly at: number
  readonly reason: string
  readonly error: string
  readonly status: string
  readonly place: MessagePlace
  /** The start of its bytes, as text; null for a tombstone. */
  readonly payload: string | null
}

/** Read by this process, not read while the database is away, given to another process, or only known from the database. */
export type PartitionState = 'reading' | 'suspended' | 'revoked' | 'stored'

export interface PartitionView extends PartitionPosition {
  /** Messages still to come; null where nobody knows. */
  readonly lag: number | null
  readonly state: PartitionState
  readonly perSecond: number
  readonly sampledOffset: number
}
