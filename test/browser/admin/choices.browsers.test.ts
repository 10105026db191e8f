import { expect, it } from 'vitest'
import { AdminBrowser } from './admin-browser.ts'
import { AdminShop } from './admin-shop.ts'

const numbers = Array.from({ length: 250 }, (_, index) => index + 1)
const SHOP = {
  products: numbers.map((id) => ({ id, productName: `상품 ${id}`, stock: 1, price: 1 })),
  campaigns: [{ id: 1, name: '특가' }],
  campaignActivities: numbers.map((id) => ({
    ...{ id, campaignId: 1, productId: id === 240 ? 240 : 1, name: `활동 ${id}` },
    ...{ activityType: 'FIRST_COME_FIRST_SERVE', status: 'ACTIVE', limitCount: 1 },
  })),
  events: [],
}

it('finds what a list of choices has no room for, and names few of what was paused', async () => {
  const shop = await AdminShop.start(SHOP)
  const browser = await AdminBrowser.start()
  try {
    const page = await browser.open(shop.onceUrl)
    await page.getByRole('heading', { name: 'Sale now' }).waitFor()
    await page.goto(`${shop.adminUrl}#/activities/240`)
    const product = page.getByRole('combobox', { name: 'Product' })
    // What is chosen stands there, though no list of the first ones holds it.
    await expect.poll(() => product.inputValue()).toBe('상품 240')
    await product.fill('품 24')
    await page.getByRole('option', { name: '상품 249' }).waitFor()
    await expect.poll(() => page.getByRole('option', { name: /^상품/ }).count()).toBe(13)
    await product.fill('249')
    await expect.poll(() => page.getByRole('option', { name: /^상품/ }).count()).toBe(2)
    await page.getByRole('option', { name: '상품 249' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('“활동 240” is saved.').waitFor()
    // What is typed and not chosen changes nothing.
    await product.fill('nothing is called so')
    await page.getByText('Nothing found').waitFor()
    await product.press('Escape')
    await page.getByLabel('Name', { exact: true }).focus()
    await expect.poll(() => product.inputValue()).toBe('상품 249')
    await page.goto(`${shop.adminUrl}#/requests`)
    await page.getByRole('combobox', { name: 'Activity' }).click()
    await page.getByText('There are more: type a part of the name, or the number.').waitFor()
    await page.goto(`${shop.adminUrl}#/sale`)
    await page.getByRole('button', { name: 'Pause all' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Pause all' }).click()
    await page.getByText(/^Paused: “활동 1”, “활동 2”, “활동 3”,? and 247 more\.$/).waitFor()
    browser.expectNoFaults(shop.adminUrl)
  } finally {
    await browser.close()
    await shop.stop()
  }
})
