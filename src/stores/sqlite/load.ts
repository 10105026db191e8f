import type { CampaignActivity } from '../../domain/campaign-activity.ts'
import type { EventDefinition } from '../../domain/event-definition.ts'
import type { Product } from '../../domain/product.ts'
import type { KnownEntry, LoadedRows, RowsNeeded } from '../../pipeline/rows.ts'
import type { SourceIds } from '../columns/row-ids.ts'
import { inKeyOrder } from '../in-key-order.ts'
import type { Statements } from './statements.ts'

/** Loads all the rows that the batch can touch. */
export function load(statements: Statements, needed: RowsNeeded, sourceIds: SourceIds): LoadedRows {
  const activities = byId<CampaignActivity>(statements.activity, needed.activityIds)
  const productIds = new Set(needed.productIds)
  for (const { productId } of activities.values()) if (productId !== null) productIds.add(productId)
  return {
    activities,
    products: byId<Product>(statements.product, productIds),
    entries: entries(statements, needed),
    events: byId<EventDefinition>(statements.event, needed.eventIds),
    defaultEvents: byKey<string, EventDefinition>(statements.defaultEvent, needed.triggerTypes),
    recordedMessageIds: recordedMessageIds(statements, needed),
    recordedPositions: new Set(
      needed.reread
        .filter(({ position, checksum }) =>
          statements.recordedRequest.get(sourceIds.get(position.at), position.offset, checksum),
        )
        .map(({ position }) => position),
    ),
  }
}

type Lookup = Statements['activity']

const byId = <Row>(lookup: Lookup, ids: Set<number>) => byKey<number, Row>(lookup, ids)

function byKey<Key, Row>(lookup: Lookup, keys: Set<Key>): Map<Key, Row> {
  const rows = new Map<Key, Row>()
  for (const key of keys) {
    const row = lookup.get(key)
    if (row) rows.set(key, row as Row)
  }
  return rows
}

type EntryRow = KnownEntry & { readonly userId: number }

function entries(statements: Statements, needed: RowsNeeded): LoadedRows['entries'] {
  const found: LoadedRows['entries'] = new Map()
  for (const [activityId, users] of needed.entries) {
    // With many activities most have one user in the batch: a JSON array for each costs more than the look-up.
    const rows =
      users.size === 1
        ? statements.entry.all(...users, activityId)
        : statements.entries.all(JSON.stringify(inKeyOrder(users)), activityId)
    found.set(activityId, new Map((rows as EntryRow[]).map((row) => [row.userId, row])))
  }
  return found
}

function recordedMessageIds(statements: Statements, needed: RowsNeeded): Set<string> {
  if (needed.messageIds.size === 0) return new Set()
  return new Set(statements.messageIds.all(JSON.stringify([...needed.messageIds])) as string[])
}
