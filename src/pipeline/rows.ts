import type { CampaignActivity } from '../domain/campaign-activity.ts'
import type { CampaignActivityEntry } from '../domain/campaign-activity-entry.ts'
import type { EventDefinition } from '../domain/event-definition.ts'
import type { MessagePosition } from '../domain/message-position.ts'
import type { Product } from '../domain/product.ts'

/** What the rules need to know of an entry that is stored. */
export type KnownEntry = Pick<CampaignActivityEntry, 'status' | 'requestedAt'>

/** A request that may have been recorded before, to be recognised by its position and bytes. */
export interface RereadRequest {
  readonly position: MessagePosition
  readonly checksum: number
}

/** The keys of all the rows that a batch can touch: what a store loads before the messages are decided. */
export interface RowsNeeded {
  /** Named by messages; the store adds the products of the activities. */
  readonly productIds: Set<number>
  /** Users by activity; the activities themselves are needed, too. */
  readonly entries: Map<number, Set<number>>
  readonly eventIds: Set<number>
  /** Trigger types whose default event (ACTIVE, sink DATABASE, lowest id) is needed. */
  readonly triggerTypes: Set<string>
  readonly messageIds: Set<string>
  readonly reread: RereadRequest[]
}

/** The rows found. What is missing from a map does not exist. */
export interface LoadedRows {
  readonly activities: Map<number, CampaignActivity>
  readonly products: Map<number, Product>
  /** By activity, then user. */
  readonly entries: Map<number, Map<number, KnownEntry>>
  readonly events: Map<number, EventDefinition>
  readonly defaultEvents: Map<string, EventDefinition>
  readonly recordedMessageIds: Set<string>
  /** Those of {@link RowsNeeded.reread} (the same objects' positions) that were recorded. */
  readonly recordedPositions: Set<MessagePosition>
}
