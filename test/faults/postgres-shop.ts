import { sql } from 'drizzle-orm/sql'
import { inject } from 'vitest'
import { createTestDatabase } from '../../services/test-database.ts'
import { PostgresDatabase } from '../../src/stores/postgres/postgres-database.ts'
import { PostgresUrl } from '../../src/stores/postgres/postgres-url.ts'
import type { EmptyDatabase } from '../databases.ts'
import { SHOP } from '../shop.ts'

/** A Postgres database with the tables and the smallest shop in it. */
export async function openPostgresShop(): Promise<EmptyDatabase> {
  const empty = await createTestDatabase(inject('postgresAdminUrl'))
  const database = await PostgresDatabase.open(new PostgresUrl(empty.url))
  const [product] = SHOP.products
  const [activity] = SHOP.campaignActivities
  await database.query(sql`
    INSERT INTO products (id, product_name, stock, initial_stock, price)
    VALUES (${product!.id}, ${product!.productName}, ${product!.stock}, ${product!.stock}, ${product!.price})`)
  await database.query(sql`INSERT INTO campaigns (id, name) VALUES (1, 'sale')`)
  await database.query(sql`
    INSERT INTO campaign_activities (id, campaign_id, product_id, name, activity_type, status, limit_count)
    VALUES (1, 1, 1, ${activity!.name}, ${activity!.activityType}, 'ACTIVE', ${activity!.limitCount})`)
  for (const { id, name, triggerType } of SHOP.events) {
    await database.query(
      sql`INSERT INTO events (id, name, status, trigger_type) VALUES (${id}, ${name}, 'ACTIVE', ${triggerType})`,
    )
  }
  await database.close()
  return empty
}
