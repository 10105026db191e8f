import { sql } from 'drizzle-orm/sql'
import { HaltError } from '../../domain/halt-error.ts'
import { chunksOf } from '../../reads/chunks-of.ts'
import { idList } from '../../reads/id-list.ts'
import type { Query } from '../../stores/database.ts'
import type { Dialect } from '../../stores/dialect.ts'
import { COUNT, ID } from '../../stores/rows/row-kind.ts'
import { rowShape } from '../../stores/rows/row-shape.ts'
import type { Change } from '../changes/change.ts'
import type { Author } from '../changes/record-changes.ts'
import { updateOf } from './seed-changes.ts'
import { seedEvents } from './seed-events.ts'
import type { Seed } from './seed-schema.ts'
import type { SeedCounts, SeedSummary } from './seed-summary.ts'
import { seedTables } from './seed-tables.ts'

export interface AppliedSeed {
  readonly summary: SeedSummary
  /** The rows that were not there, but for events. */
  readonly inserted: readonly { readonly id: number }[]
  /** The rows that were there and are different. */
  readonly updates: readonly Change[]
}

/**
 * Applies the rows of a seed file, all of one transaction: `axon seed` comes this way, and what is saved through admin.
 * @throws HaltError if they name what does not exist, or take back what was sold or approved: then roll back.
 */
export async function applySeed(
  query: Query,
  dialect: Dialect,
  seed: Seed,
  author: Author,
  onSaved: (rows: number) => void = () => {},
): Promise<AppliedSeed> {
  const updates: Change[] = []
  const insertions: { readonly id: number }[] = []
  const { products, campaigns, campaignActivities } = seedTables
  // The pipeline locks activities before products, each by id: in another order the two could wait for each other.
  const storedActivities = await campaignActivities.stored(query, dialect, idsOf(seed.campaignActivities), {
    approvedCount: { column: 'approved_count', kind: COUNT },
  })
  const storedProducts = await products.stored(query, dialect, idsOf(seed.products), {
    left: { column: 'stock', kind: COUNT },
  })
  const storedCampaigns = await campaigns.stored(query, dialect, idsOf(seed.campaigns))
  for (const product of seed.products) refuseSoldOut(product, storedProducts.get(product.id))
  for (const activity of seed.campaignActivities) {
    refuseBelowApproved(activity, storedActivities.get(activity.id)?.approvedCount ?? 0)
  }
  await refuseUnknownReferences(query, seed)
  const activityRows = seed.campaignActivities.map((activity) => ({
    ...activity,
    maxQuantity: activity.maxQuantity ?? 1,
  }))
  const summary = {
    products: await save('product', products, seed.products, storedProducts),
    campaigns: await save('campaign', campaigns, seed.campaigns, storedCampaigns),
    campaignActivities: await save('campaign_activity', campaignActivities, activityRows, storedActivities),
  }
  const events = await seedEvents(query, dialect, seed.events, author, onSaved)
  return {
    summary: { ...summary, events: events.counts },
    inserted: insertions,
    updates: [...updates, ...events.updates],
  }

  async function save<Row extends { readonly id: number }>(
    subject: Change['subject'],
    table: {
      isSame(stored: Row, row: Row): boolean
      upsert(
        query: Query,
        dialect: Dialect,
        rows: readonly Row[],
        onSaved: (rows: number) => void,
      ): Promise<void>
    },
    rows: readonly Row[],
    stored: ReadonlyMap<number, Row>,
  ): Promise<SeedCounts> {
    const isNew = (row: Row) => !stored.has(row.id)
    const inserted = rows.filter(isNew)
    const updated = rows.filter((row) => !isNew(row) && !table.isSame(stored.get(row.id)!, row))
    await table.upsert(query, dialect, [...inserted, ...updated], onSaved)
    for (const row of inserted) insertions.push(row)
    for (const row of updated) {
      updates.push(updateOf(subject, stored.get(row.id)!, row))
    }
    return {
      inserted: inserted.length,
      updated: updated.length,
      unchanged: rows.length - inserted.length - updated.length,
    }
  }
}

const idsOf = (rows: readonly { readonly id: number }[]): number[] => rows.map(({ id }) => id)

type StoredProduct = { readonly stock: number; readonly left: number }

/** `stock` of a stored row is what the file said before. */
function refuseSoldOut(product: Seed['products'][number], stored: unknown): void {
  const { stock, left } = (stored ?? { stock: product.stock, left: product.stock }) as StoredProduct
  const sold = stock - left
  if (product.stock >= sold) return
  const { id: productId, productName: name } = product
  throw new HaltError('SEED_STOCK_TOO_LOW', { productId, name, stock: product.stock, sold })
}

function refuseBelowApproved(activity: Seed['campaignActivities'][number], approvedCount: number): void {
  const { id: activityId, name, limitCount: limit } = activity
  if (limit === null || limit >= approvedCount) return
  throw new HaltError('SEED_LIMIT_TOO_LOW', { activityId, name, limit, approved: approvedCount })
}

const REFERRED = rowShape('row that a seed file refers to', { id: ID })

async function refuseUnknownReferences(query: Query, seed: Seed): Promise<void> {
  const references = [
    { field: 'campaignId', table: 'campaigns', known: new Set(idsOf(seed.campaigns)) },
    { field: 'productId', table: 'products', known: new Set(idsOf(seed.products)) },
  ] as const
  for (const { field, table, known } of references) {
    const unsure = seed.campaignActivities.flatMap((activity) => {
      const id = activity[field]
      return id === null || known.has(id) ? [] : [id]
    })
    for (const chunk of chunksOf(unsure, 500)) {
      const stored = await query(sql`SELECT id FROM ${sql.raw(table)} WHERE id IN ${idList(chunk)}`, REFERRED)
      for (const { id } of stored) known.add(id)
    }
    const index = seed.campaignActivities.findIndex((activity) => {
      const id = activity[field]
      return id !== null && !known.has(id)
    })
    const activity = seed.campaignActivities[index]
    if (!activity) continue
    throw new HaltError('SEED_REFERENCE_UNKNOWN', {
      field: `campaignActivities[${index}].${field}`,
      id: activity[field],
    })
  }
}
