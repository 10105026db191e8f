import type { CampaignActivity } from '../../domain/campaign-activity.ts'
import type { EventDefinition } from '../../domain/event-definition.ts'
import type { Product } from '../../domain/product.ts'
import type { KnownEntry, LoadedRows, RowsNeeded } from '../../pipeline/rows.ts'
import type { SourceIds } from '../columns/row-ids.ts'
import { bigints } from './array-parameters.ts'
import type { PostgresConnection } from './connection.ts'
import * as statements from './load-statements.ts'
import { run, type Statement } from './statements.ts'

/** Loads all the rows that the batch can touch; locks activities, then products, so that they stay as they are. */
export async function load(
  connection: PostgresConnection,
  needed: RowsNeeded,
  sourceIds: SourceIds,
): Promise<LoadedRows> {
  const activities = await byId<CampaignActivity>(connection, statements.activities, needed.activityIds)
  const productIds = new Set(needed.productIds)
  for (const { productId } of activities.values()) if (productId !== null) productIds.add(productId)
  return {
    activities,
    products: await byId<Product>(connection, statements.products, productIds),
    entries: await entries(connection, needed),
    ...(await lookUps(connection, needed, sourceIds)),
  }
}

async function byId<Row extends { readonly id: number }>(
  connection: PostgresConnection,
  statement: Statement,
  ids: Set<number>,
): Promise<Map<number, Row>> {
  if (ids.size === 0) return new Map()
  const rows = await run<Row>(connection, statement, [bigints([...ids])])
  return new Map(rows.map((row) => [row.id, row]))
}

type EntryRow = KnownEntry & { readonly campaignActivityId: number; readonly userId: number }

async function entries(connection: PostgresConnection, needed: RowsNeeded): Promise<LoadedRows['entries']> {
  const found: LoadedRows['entries'] = new Map()
  if (needed.entries.size === 0) return found
  const activityIds: number[] = []
  const userIds: number[] = []
  for (const [activityId, users] of needed.entries) {
    found.set(activityId, new Map())
    for (const userId of users) {
      activityIds.push(activityId)
      userIds.push(userId)
    }
  }
  const rows = await run<EntryRow>(connection, statements.entries, [bigints(activityIds), bigints(userIds)])
  for (const row of rows) found.get(row.campaignActivityId)!.set(row.userId, row)
  return found
}

type LookUps = Pick<LoadedRows, 'events' | 'defaultEvents' | 'recordedMessageIds' | 'recordedPositions'>

interface LookUpRow {
  readonly events: EventDefinition[]
  readonly defaultEvents: EventDefinition[]
  readonly messageIds: string[]
  /** From 1. */
  readonly rereadOrdinals: number[]
}

async function lookUps(
  connection: PostgresConnection,
  { eventIds, triggerTypes, messageIds, reread }: RowsNeeded,
  sourceIds: SourceIds,
): Promise<LookUps> {
  const isNeeded = eventIds.size + triggerTypes.size + messageIds.size + reread.length > 0
  const [row] = isNeeded
    ? await run<LookUpRow>(connection, statements.lookUps, [
        bigints([...eventIds]),
        [...triggerTypes],
        [...messageIds],
        bigints(reread.map(({ position }) => sourceIds.get(position.at)!)),
        bigints(reread.map(({ position }) => position.offset)),
        bigints(reread.map(({ checksum }) => checksum)),
      ])
    : []
  return {
    events: new Map(row?.events.map((event) => [event.id, event])),
    defaultEvents: new Map(row?.defaultEvents.map((event) => [event.triggerType, event])),
    recordedMessageIds: new Set(row?.messageIds),
    recordedPositions: new Set(row?.rereadOrdinals.map((ordinal) => reread[ordinal - 1]!.position)),
  }
}
