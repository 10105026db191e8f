import { sql } from 'drizzle-orm/sql'
import type { Invariant } from './invariant.ts'

export const stockBalance: Invariant = {
  number: 1,
  sentence: 'of every product, initial stock − stock = the pieces of its approved entries, and stock ≥ 0',
  clauses: [
    {
      offence: 'initial stock − stock is not what its approved entries took, or stock is negative',
      rows: () => sql`
        SELECT product.id AS "productId", initial_stock AS "initialStock", stock, initial_stock - stock AS taken,
               coalesce(sold, 0) AS "piecesOfApprovedEntries"
        FROM products AS product LEFT JOIN (
          SELECT product_id, CAST(sum(quantity) AS bigint) AS sold
          FROM campaign_activity_entries WHERE status = 'APPROVED' GROUP BY product_id
        ) AS taken ON taken.product_id = product.id
        WHERE initial_stock - stock <> coalesce(sold, 0) OR stock < 0`,
    },
    {
      offence: 'the product of the entry does not exist',
      rows: () => sql`
        SELECT entry.id AS "entryId", campaign_activity_id AS "campaignActivityId", user_id AS "userId",
               product_id AS "productId", entry.status
        FROM campaign_activity_entries AS entry LEFT JOIN products AS product ON product.id = product_id
        WHERE product.id IS NULL`,
    },
    {
      offence: 'the quantity of the entry is below 1',
      rows: () => sql`
        SELECT id AS "entryId", campaign_activity_id AS "campaignActivityId", user_id AS "userId", quantity
        FROM campaign_activity_entries WHERE quantity < 1`,
    },
  ],
}
