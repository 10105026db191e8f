import { expect } from 'vitest'
import { restoreEvent } from '../../src/operations/events/replace-event.ts'
import { createShopRow } from '../../src/operations/shop/save-shop-rows.ts'
import { addSite } from '../../src/operations/sites/add-site.ts'
import { removeSite } from '../../src/operations/sites/remove-site.ts'
import { readChanges } from '../../src/reads/changes/read-changes.ts'
import { listEntries } from '../../src/reads/entries/list-entries.ts'
import { readMatchesByDay } from '../../src/reads/events/matches-by-day.ts'
import { readActiveActivityIds, readShopActivities } from '../../src/reads/shop/shop-activities.ts'
import { readShopCampaigns } from '../../src/reads/shop/shop-campaigns.ts'
import { readShopProducts } from '../../src/reads/shop/shop-products.ts'
import type { Database } from '../../src/stores/database.ts'

/** Every question of the admin pages, of a shop that is there. */
export async function askForAdmin(database: Database): Promise<void> {
  const { query, dialect } = database
  const author = { by: 'key:1:kim', atMs: Date.now() }
  const fields = { name: '가을' }
  expect(await createShopRow(database, 'campaigns', fields, author)).toMatchObject({ kind: 'saved' })
  expect(await readShopCampaigns(query, dialect, { text: '가을' })).toHaveLength(1)
  expect(await readShopCampaigns(query, dialect, {})).toHaveLength(3)
  expect(await readShopProducts(query, { text: '2', limit: 2 })).toMatchObject([{ id: 2 }])
  expect(await readShopActivities(query, dialect, { campaignId: 1, status: 'ACTIVE' })).not.toEqual([])
  expect(await readActiveActivityIds(query)).toContain(1)
  expect(await listEntries(query, dialect, { userId: 3, limit: 9 })).toHaveLength(1)
  expect(await listEntries(query, dialect, { activityId: 1, status: 'APPROVED', limit: 9 })).toHaveLength(2)
  expect(await readChanges(query, dialect, { by: 'KIM', subject: 'campaign', limit: 9 })).toMatchObject([
    { action: 'create', before: null, after: { name: '가을' } },
  ])
  const site = await addSite(database, { name: 'gone', origins: ['https://gone.example'] }, author)
  await removeSite(database, site!.id, author)
  await readChanges(query, dialect, { limit: 999 })
  const { days, isCut } = await readMatchesByDay(query, dialect, 1, 0)
  expect([[...days.values()].length > 0, isCut]).toEqual([true, false])
  const restored = await restoreEvent(database, 22, 1, { author })
  expect(restored).toMatchObject({ kind: 'saved', event: { revision: 3, name: '담기' } })
}
