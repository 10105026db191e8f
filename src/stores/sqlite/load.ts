import type { CampaignActivity } from '../../domain/campaign-activity.ts'
import type { EventDefinition } from '../../domain/event-definition.ts'
import type { Product } from '../../domain/product.ts'
import type { KnownEntry, LoadedRows, RowsNeeded } from '../../pipeline/rows.ts'
import type { SourceIds } from '../columns/row-ids.ts'
import { inKeyOrder } from '../in-key-order.ts'
import type { Statements } from './statements.ts'

/** Loads all the rows that the batch can touch. */
export function load(statements: Statements, needed: RowsNeeded, sourceIds: SourceIds): LoadedRows {
  const activities = byId(statements.activities, needed.entries.keys(), activityOf)
  const productIds = new Set(needed.productIds)
  for (const { productId } of activities.values()) if (productId !== null) productIds.add(productId)
  return {
    activities,
    products: byId(statements.products, productIds, productOf),
    entries: entries(statements, needed),
    events: byKey<number, EventDefinition>(statements.event, needed.eventIds),
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

type ActivityRow = [
  id: number,
  productId: number | null,
  activityType: string,
  status: CampaignActivity['status'],
  limitCount: number | null,
  approvedCount: number,
  startDate: number | null,
  endDate: number | null,
  price: number | null,
]

const activityOf = (row: ActivityRow): CampaignActivity => ({
  id: row[0],
  productId: row[1],
  activityType: row[2],
  status: row[3],
  limitCount: row[4],
  approvedCount: row[5],
  startDate: row[6],
  endDate: row[7],
  price: row[8],
})

const productOf = (row: [id: number, stock: number, price: number]): Product => ({
  id: row[0],
  stock: row[1],
  price: row[2],
})

/** One statement for all ids: beyond two or three of them a statement each takes longer (docs/performance.md). */
function byId<Row extends unknown[], T extends { readonly id: number }>(
  lookup: Lookup,
  ids: Iterable<number>,
  of: (row: Row) => T,
): Map<number, T> {
  const found = new Map<number, T>()
  const ordered = inKeyOrder(ids)
  if (ordered.length === 0) return found
  for (const row of lookup.all(JSON.stringify(ordered)) as Row[]) {
    const item = of(row)
    found.set(item.id, item)
  }
  return found
}

type Lookup = Statements['event']

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
    // With many activities most have one user in the batch: thousands of JSON arrays of one id cost more than the look-ups.
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
