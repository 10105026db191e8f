import { sql } from 'drizzle-orm/sql'
import type { PartitionPosition } from '../../domain/partition-position.ts'
import type { Query } from '../../stores/database.ts'
import type { Dialect } from '../../stores/dialect.ts'
import { COUNT } from '../../stores/rows/row-kind.ts'
import { type RowOf, rowShape } from '../../stores/rows/row-shape.ts'
import { countDeadLettersByReason, type DeadLetterCount } from '../dead-letters/dead-letter-counts.ts'
import { type PageOptions, pagesById } from '../pages-by-id.ts'
import { readPositions } from '../positions.ts'
import { type ProductRow, readProducts } from '../products.ts'
import { readApproved } from '../read-approved.ts'
import {
  type ActivityStatusRow,
  activityStatusPages,
  type Rejections,
  readRejections,
} from './activity-status.ts'
import { type OccurrenceCount, readOccurrenceCounts } from './occurrence-counts.ts'

export interface ProductStatus {
  readonly id: number
  readonly productName: string
  /** What is left of `initialStock`; the rest was sold. */
  readonly stock: number
  readonly initialStock: number
  readonly sold: number
}

export interface EntryTotals {
  readonly approved: number
  readonly rejected: number
  readonly rejectedByReason: Readonly<Record<string, number>>
}

const COUNTS = rowShape('counts of a shop', { products: COUNT, activities: COUNT })

/** The parts of a status, each asked by itself; long lists come in pages. Ask within one snapshot. */
export class StatusReader {
  readonly #asked: { readonly query: Query; readonly dialect: Dialect }
  readonly #options: PageOptions & { readonly activityId: number | undefined }
  #rejections: Promise<Rejections> | undefined

  /** `activityId`: of this activity and its product only. */
  constructor(
    asked: { readonly query: Query; readonly dialect: Dialect },
    options: PageOptions & { readonly activityId: number | undefined },
  ) {
    this.#asked = asked
    this.#options = options
  }

  async *products(): AsyncGenerator<ProductStatus[]> {
    const { activityId, nameLength, pageRows } = this.#options
    const { query } = this.#asked
    if (activityId === undefined) {
      const page = (afterId: number, limit: number) => readProducts(query, { afterId, limit, nameLength })
      for await (const rows of pagesById(page, pageRows)) yield rows.map(productStatus)
      return
    }
    for await (const activities of this.activities()) {
      for (const { productId } of activities) {
        if (productId !== null)
          yield (await readProducts(query, { id: productId, nameLength })).map(productStatus)
      }
    }
  }

  async *activities(): AsyncGenerator<ActivityStatusRow[]> {
    const { activityId: id, ...options } = this.#options
    yield* activityStatusPages(this.#asked, { id, ...options }, await this.#rejected())
  }

  /** How many products and activities the whole lists have. */
  async counts(): Promise<RowOf<typeof COUNTS>> {
    const { activityId } = this.#options
    const one = activityId === undefined ? sql`` : sql`WHERE id = ${activityId}`
    const products =
      activityId === undefined
        ? sql`SELECT count(*) FROM products`
        : sql`SELECT count(product_id) FROM campaign_activities ${one}`
    const [found] = await this.#asked.query(
      sql`SELECT (${products}) AS products, (SELECT count(*) FROM campaign_activities ${one}) AS activities`,
      COUNTS,
    )
    return found!
  }

  async entries(): Promise<EntryTotals> {
    const approved = await readApproved(this.#asked.query, this.#options.activityId)
    const rejectedByReason: Record<string, number> = {}
    for (const byReason of (await this.#rejected()).values()) {
      for (const [reason, count] of Object.entries(byReason)) {
        rejectedByReason[reason] = (rejectedByReason[reason] ?? 0) + count
      }
    }
    const rejected = Object.values(rejectedByReason).reduce((sum, count) => sum + count, 0)
    return { approved, rejected, rejectedByReason }
  }

  occurrences(): Promise<OccurrenceCount[]> {
    return readOccurrenceCounts(this.#asked.query, this.#options.nameLength)
  }

  deadLetters(): Promise<DeadLetterCount[]> {
    return countDeadLettersByReason(this.#asked.query)
  }

  async positions(): Promise<PartitionPosition[]> {
    return (await readPositions(this.#asked.query)).map(({ id: _, ...position }) => position)
  }

  #rejected(): Promise<Rejections> {
    this.#rejections ??= readRejections(this.#asked.query, this.#options.activityId)
    return this.#rejections
  }
}

const productStatus = ({ id, name, stock, initialStock }: ProductRow): ProductStatus => ({
  id,
  productName: name,
  stock,
  initialStock,
  sold: initialStock - stock,
})
