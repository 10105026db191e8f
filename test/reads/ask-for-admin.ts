import { expect } from 'vitest'
import { createShopRow } from '../../src/operations/shop/save-shop-rows.ts'
import { readActiveActivityIds, readShopActivities } from '../../src/reads/shop/shop-activities.ts'
import { readShopCampaigns } from '../../src/reads/shop/shop-campaigns.ts'
import { readShopProducts } from '../../src/reads/shop/shop-products.ts'
import type { Database } from '../../src/stores/database.ts'

/** Every question of the admin pages, of a shop that is there. */
export async function askForAdmin(database: Database): Promise<void> {
  const { query, dialect } = database
  const author = { by: 'key:kim', atMs: Date.now() }
  const fields = { name: '가을' }
  expect(await createShopRow(database, 'campaigns', fields, author)).toMatchObject({ kind: 'saved' })
  expect(await readShopCampaigns(query, dialect, { text: '가을' })).toHaveLength(1)
  expect(await readShopCampaigns(query, dialect, {})).toHaveLength(3)
  expect(await readShopProducts(query, { text: '2', limit: 2 })).toMatchObject([{ id: 2 }])
  expect(await readShopActivities(query, dialect, { campaignId: 1, status: 'ACTIVE' })).not.toEqual([])
  expect(await readActiveActivityIds(query)).toContain(1)
}
