import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { AdminBrowser } from './admin-browser.ts'
import { AdminShop } from './admin-shop.ts'

const SHOP = {
  products: [{ id: 1, productName: '랜턴', stock: 5, price: 1_000 }],
  campaigns: [{ id: 1, name: '특가' }],
  campaignActivities: [
    {
      ...{ id: 1, campaignId: 1, productId: 1, name: '선착순', limitCount: 5 },
      ...{ activityType: 'FIRST_COME_FIRST_SERVE', status: 'ACTIVE' },
    },
  ],
  events: [{ id: 1, name: '구매 완료', status: 'ACTIVE', triggerType: 'PURCHASE' }],
}

let shop: AdminShop
let browser: AdminBrowser
let page: Page

beforeAll(async () => {
  shop = await AdminShop.start(SHOP)
  browser = await AdminBrowser.start({ language: 'ko' })
  page = await browser.open(shop.onceUrl)
  await page.getByRole('heading', { name: '지금 판매' }).waitFor()
})
afterAll(async () => {
  await browser?.close()
  await shop?.stop()
})

const messages = () => page.getByRole('region', { name: '알림' })

it('says in Korean why something can not be switched off', async () => {
  await page.goto(`${shop.adminUrl}#/events`)
  await page.getByRole('button', { name: '끄기: 구매 완료' }).click()
  await messages().getByText('진행 중인 활동이 있는 동안 마지막 구매 이벤트는 끌 수 없습니다').waitFor()
})

it('says in Korean what is wrong with a stock', async () => {
  await page.goto(`${shop.adminUrl}#/products/1`)
  await page.getByRole('button', { name: '재고 조정' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('-10')
  await dialog.getByRole('button', { name: '재고 조정' }).click()
  await dialog.getByText('에서 9007199254740991 사이의 정수여야 합니다').waitFor()
})

it('shows what it does not know as the service says it, in small', async () => {
  const answer = { code: 'OF_TOMORROW', title: 'It is new', detail: 'the moon is not full' }
  await page.route('**/admin/v1/products?*', (route) =>
    route.fulfill({ status: 409, contentType: 'application/problem+json', body: JSON.stringify(answer) }),
  )
  await page.goto(`${shop.adminUrl}#/products`)
  const alert = page.getByRole('alert')
  await alert.getByText('서비스가 거절했습니다.').waitFor()
  expect(await alert.locator('[lang=en]').textContent()).toBe('the moon is not full')
})
