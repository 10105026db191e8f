import type { PartitionPosition } from '../domain/partition-position.ts'
import type { Database, Query } from '../stores/database.ts'
import { type ActivityStatusRow, readActivityStatus } from './activity-status.ts'
import { countDeadLettersByReason, type DeadLetterCount } from './dead-letter-counts.ts'
import { type OccurrenceCount, readOccurrenceCounts } from './occurrence-counts.ts'
import { readPositions } from './positions.ts'
import { type ProductRow, readProducts } from './products.ts'
import { readSnapshot } from './read-snapshot.ts'

export interface ProductStatus {
  readonly id: number
  readonly productName: string
  /** What is left of `initialStock`; the rest was sold. */
  readonly stock: number
  readonly initialStock: number
  readonly sold: number
}

/** What the database says at one moment. */
export interface Status {
  readonly database: string
  readonly products: readonly ProductStatus[]
  readonly activities: readonly ActivityStatusRow[]
  readonly entries: {
    readonly approved: number
    readonly rejected: number
    readonly rejectedByReason: Readonly<Record<string, number>>
  }
  readonly occurrences: readonly OccurrenceCount[]
  readonly deadLetters: readonly DeadLetterCount[]
  readonly positions: readonly PartitionPosition[]
}

export interface StatusOptions {
  /** Tells of this activity and its product only. */
  readonly activityId?: number | undefined
}

/** Stock, activities, outcomes and positions (CONTRACT §4, `axon status`). */
export async function readStatus(database: Database, { activityId }: StatusOptions = {}): Promise<Status> {
  return readSnapshot(database, async (query) => {
    const activities = await readActivityStatus({ query, dialect: database.dialect }, activityId)
    return {
      database: database.displayUrl,
      products: await readProductStatus(query, activityId === undefined ? null : activities),
      activities,
      entries: totals(activities),
      occurrences: await readOccurrenceCounts(query),
      deadLetters: await countDeadLettersByReason(query),
      positions: (await readPositions(query)).map(({ id: _, ...position }) => position),
    }
  })
}

/** Reads what is left of all products, or of those of these activities. */
async function readProductStatus(
  query: Query,
  activities: readonly ActivityStatusRow[] | null,
): Promise<ProductStatus[]> {
  if (!activities) return (await readProducts(query)).map(productStatus)
  const ids = activities.flatMap(({ productId }) => (productId === null ? [] : [productId]))
  const found = await Promise.all(ids.map((id) => readProducts(query, { id })))
  return found.flat().map(productStatus)
}

const productStatus = ({ id, name, stock, initialStock }: ProductRow): ProductStatus => ({
  id,
  productName: name,
  stock,
  initialStock,
  sold: initialStock - stock,
})

function totals(activities: readonly ActivityStatusRow[]): Status['entries'] {
  const rejectedByReason: Record<string, number> = {}
  for (const activity of activities) {
    for (const [reason, count] of Object.entries(activity.rejectedByReason)) {
      rejectedByReason[reason] = (rejectedByReason[reason] ?? 0) + count
    }
  }
  return {
    approved: activities.reduce((sum, { approved }) => sum + approved, 0),
    rejected: activities.reduce((sum, { rejected }) => sum + rejected, 0),
    rejectedByReason,
  }
}
