import type { PartitionPosition } from '../../domain/partition-position.ts'
import type { Database } from '../../stores/database.ts'
import type { DeadLetterCount } from '../dead-letters/dead-letter-counts.ts'
import type { ActivityStatusRow } from './activity-status.ts'
import type { OccurrenceCount } from './occurrence-counts.ts'
import { type EntryTotals, type ProductStatus, StatusReader } from './status-reader.ts'

/** What the database says at one moment. */
export interface Status {
  readonly database: string
  readonly products: readonly ProductStatus[]
  readonly activities: readonly ActivityStatusRow[]
  readonly entries: EntryTotals
  readonly occurrences: readonly OccurrenceCount[]
  readonly deadLetters: readonly DeadLetterCount[]
  readonly positions: readonly PartitionPosition[]
}

/** A status whose lists were cut: how many more rows there are of those that can be long. */
export interface CutStatus extends Status {
  readonly more: { readonly products: number; readonly activities: number }
}

export interface StatusOptions {
  /** Tells of this activity and its product only. */
  readonly activityId?: number | undefined
  /** Rows of products and of activities; without: all. */
  readonly limit?: number | undefined
  /** Characters of names; without: all of them. */
  readonly nameLength?: number | undefined
}

/** Stock, activities, outcomes and positions (CONTRACT §4, `axon status`). */
export async function readStatus(
  database: Database,
  { activityId, limit = Infinity, nameLength }: StatusOptions = {},
): Promise<CutStatus> {
  return database.snapshot(async (query) => {
    const pageRows = Math.min(limit, PAGE_ROWS)
    const reader = new StatusReader(
      { query, dialect: database.dialect },
      { activityId, nameLength, pageRows },
    )
    const products = await firstRows(reader.products(), limit)
    const activities = await firstRows(reader.activities(), limit)
    const count = await reader.counts()
    return {
      database: database.displayUrl,
      products,
      activities,
      entries: await reader.entries(),
      occurrences: await reader.occurrences(),
      deadLetters: await reader.deadLetters(),
      positions: await reader.positions(),
      more: { products: count.products - products.length, activities: count.activities - activities.length },
    }
  })
}

const PAGE_ROWS = 10_000

async function firstRows<Row>(pages: AsyncIterable<readonly Row[]>, limit: number): Promise<Row[]> {
  const rows: Row[] = []
  for await (const page of pages) {
    for (const row of page) if (rows.length < limit) rows.push(row)
    if (rows.length >= limit) break
  }
  return rows
}
