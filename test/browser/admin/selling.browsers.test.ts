import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { AdminBrowser } from './admin-browser.ts'
import { AdminShop } from './admin-shop.ts'

const SHOP = {
  products: [{ id: 1, productName: '랜턴', stock: 1, price: 1_000 }],
  campaigns: [{ id: 1, name: '특가' }],
  campaignActivities: [
    {
      ...{ id: 1, campaignId: 1, productId: 1, name: '=HYPERLINK("https://evil.example")' },
      ...{ activityType: 'FIRST_COME_FIRST_SERVE', status: 'ACTIVE', limitCount: null },
    },
  ],
  events: [{ id: 1, name: '구매 완료', status: 'ACTIVE', triggerType: 'PURCHASE' }],
}

let shop: AdminShop
let browser: AdminBrowser
let page: Page

beforeAll(async () => {
  shop = await AdminShop.start(SHOP)
  browser = await AdminBrowser.start()
  page = await browser.open(shop.onceUrl)
  await page.getByRole('heading', { name: 'Sale now' }).waitFor()
})
afterAll(async () => {
  await browser?.close()
  await shop?.stop()
})

/** What becomes of a user's request. */
async function asks(userId: number): Promise<number> {
  const post = (path: string, body: object, headers = {}) =>
    fetch(shop.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  const { token } = (await (await post('/demo/token', { userId })).json()) as { readonly token: string }
  return (await post('/v1/activities/1/entries', {}, { authorization: `Bearer ${token}` })).status
}

it('lets ten more in once ten more are there', async () => {
  expect([await asks(1), await asks(2)]).toEqual([201, 409])
  await page.getByText('0 of 1 left').waitFor()
  await page.getByRole('link', { name: 'Products' }).click()
  await page.getByRole('button', { name: 'Restock: 랜턴' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('How many more').fill('10')
  // Who presses twice wants it once.
  await dialog.getByRole('button', { name: 'Restock' }).dblclick()
  await page.getByText('“랜턴”: +10; 10 are left.').waitFor()
  const statuses: number[] = []
  // The state of an activity, by which early requests are turned away, is at most 1 s old.
  await expect.poll(async () => (await asks(1_001)) === 201, { timeout: 5_000 }).toBe(true)
  for (let user = 1_002; user <= 1_011; user += 1) statuses.push(await asks(user))
  expect(statuses).toEqual([...Array.from({ length: 9 }, () => 201), 409])
  await page.getByRole('link', { name: 'Sale now' }).click()
  await page.getByText('0 of 11 left').waitFor()
})

it('exports names that begin with = as text', async () => {
  await page.getByRole('link', { name: 'Requests' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Save as CSV' }).click()
  const text = readFileSync(await (await download).path(), 'utf8')
  expect(text).toContain('"\'=HYPERLINK(""https://evil.example"")"')
  expect(text).not.toMatch(/(^|[,"])=/m)
  browser.expectNoFaults(shop.adminUrl)
})
