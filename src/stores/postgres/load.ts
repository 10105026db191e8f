import type { CampaignActivity } from '../../domain/campaign-activity.ts'
import type { EventDefinition } from '../../domain/event-definition.ts'
import type { Product } from '../../domain/product.ts'
import type { KnownEntry, LoadedRows, RowsNeeded } from '../../pipeline/rows.ts'
import type { SourceIds } from '../columns/row-ids.ts'
import { inKeyOrder } from '../in-key-order.ts'
import { allEnded } from './all-ended.ts'
import { bigints } from './array-parameters.ts'
import type { PostgresConnection } from './connection.ts'
import * as statements from './load-statements.ts'
import { run, type Statement } from './statements.ts'

/**
 * Loads all the rows that the batch can touch; locks activities, then products, so that they stay as they are. All statements are sent at
 * once, behind those of the claim.
 */
export async function load(
  connection: PostgresConnection,
  needed: RowsNeeded,
  claiming: Promise<SourceIds>,
): Promise<LoadedRows> {
  const activityIds = bigints([...needed.entries.keys()])
  const hasProducts = needed.entries.size + needed.productIds.size > 0
  const [activities, products, known, lookedUp] = await allEnded([
    byId<CampaignActivity>(connection, statements.activities, needed.entries.size > 0 && [activityIds]),
    byId<Product>(
      connection,
      statements.products,
      hasProducts && [bigints([...needed.productIds]), activityIds],
    ),
    entries(connection, needed),
    lookUps(connection, needed, claiming),
  ])
  return { activities, products, entries: known, ...lookedUp }
}

async function byId<Row extends { readonly id: number }>(
  connection: PostgresConnection,
  statement: Statement,
  parameters: false | unknown[],
): Promise<Map<number, Row>> {
  if (!parameters) return new Map()
  const rows = await run<Row>(connection, statement, parameters)
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
    for (const userId of inKeyOrder(users)) {
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
  claiming: Promise<SourceIds>,
): Promise<LookUps> {
  const isNeeded = eventIds.size + triggerTypes.size + messageIds.size + reread.length > 0
  const sourceIds: SourceIds = reread.length > 0 ? await claiming : new Map()
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
