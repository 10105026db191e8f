import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { until } from '../until.ts'
import { AdminBrowser } from './admin-browser.ts'
import { AdminShop } from './admin-shop.ts'
import { choose } from './choose.ts'

let shop: AdminShop
let browser: AdminBrowser
let page: Page

beforeAll(async () => {
  shop = await AdminShop.start()
  browser = await AdminBrowser.start()
  page = await browser.open(shop.onceUrl)
})
afterAll(async () => {
  await browser?.close()
  await shop?.stop()
})

const said = (text: string | RegExp) => page.getByRole('region', { name: 'Messages' }).getByText(text)

it('is signed in by the link of --dev, which works once', async () => {
  await page.getByRole('heading', { name: 'Sale now' }).waitFor()
  expect(page.url()).not.toContain('once')
  const another = await AdminBrowser.start()
  const late = await another.open(shop.onceUrl)
  await late.getByText('This link does not work any more').waitFor()
  await another.close()
})

it('makes a click event with the builder, and tries it out before it is saved', async () => {
  await page.getByRole('link', { name: 'Events' }).click()
  await page.getByRole('link', { name: 'New event' }).click()
  await page.getByLabel('Name', { exact: true }).fill('이야기 링크 클릭')
  await choose(page, 'What happens', 'Something is clicked')
  await choose(page, 'Kept in', 'the database too')
  await page.getByRole('button', { name: 'Add a test' }).click()
  await page.getByLabel('With what').first().fill('/demo')
  await page.getByRole('button', { name: 'Add a test' }).click()
  await choose(page, 'What', 'Element', 1)
  await page.getByLabel('With what').nth(1).fill('a[data-text="story"]')
  const preview = page.getByRole('complementary', { name: 'Try it out' })
  await preview.getByLabel('Address of a page').fill(`${shop.url}/demo`)
  await preview.getByText('It does not happen here.').waitFor()
  await preview
    .getByLabel('What is pressed or seen')
    .fill('<a href="/demo/story" data-text="story">이야기</a>')
  await preview.getByText('It happens here.').waitFor()
  await page.getByRole('button', { name: 'Save' }).click()
  await said('“이야기 링크 클릭” is created.').waitFor()
})

it('is noticed on pages once it is switched on', async () => {
  await page.getByRole('button', { name: 'Switch on' }).click()
  await said(/is switched on/).waitFor()
  const visit = await browser.open(`${shop.url}/demo`)
  const shown = visit.locator('#seen summary', { hasText: '이야기 링크 클릭: recorded' })
  // The page learns of the event with its next look at what is on.
  await until('the page knows the event', async () => {
    await visit.reload()
    await visit.getByRole('link', { name: 'Story' }).click()
    await shown.waitFor({ timeout: 2_000 })
    return true
  })
  await visit.close()
})

it('counts it among what was recorded, and says who is in an audience', async () => {
  await page.reload()
  const preview = page.getByRole('complementary', { name: 'Try it out' })
  await preview.getByText(/^[1-9]\d* of the last \d+ would have been this event\./).waitFor()
  await preview
    .getByRole('button', { name: /^Look at this one: .*\/demo/ })
    .first()
    .click()
  await preview.getByText('It happens here.').waitFor()
  await page.getByRole('button', { name: 'Bought within 30 days' }).click()
  await preview.getByLabel('Number of the user').fill('7')
  await preview.getByRole('button', { name: 'Look', exact: true }).click()
  await preview.getByText('User 7 is not in the audience.').waitFor()
  await preview.getByText('last purchase within “30” days never').waitFor()
  await page.getByRole('button', { name: 'Discard changes' }).click()
})

it('keeps both versions when two people save at once', async () => {
  const other = await browser.open(page.url())
  await other.getByLabel('Description').fill('by the other one')
  await page.getByLabel('Name', { exact: true }).fill('Mine')
  await other.getByRole('button', { name: 'Save' }).click()
  await other.getByText('“이야기 링크 클릭” is saved.').waitFor()
  await page.getByRole('button', { name: 'Save' }).click()
  const dialog = page.getByRole('dialog', { name: 'Somebody else saved this meanwhile' })
  await dialog.getByText('by the other one').first().waitFor()
  await dialog.getByText('Mine').first().waitFor()
  await dialog.getByRole('button', { name: 'Go on with mine' }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await said('“Mine” is saved.').waitFor()
  await other.close()
})

it('takes an old version back, switches it off, and tells of every step', async () => {
  await page.getByRole('link', { name: /^Revision/ }).click()
  await page.getByRole('button', { name: 'Make this the current one Revision 1', exact: true }).click()
  await said('“이야기 링크 클릭” is as it was in revision 1.').waitFor()
  await page.getByRole('link', { name: '이야기 링크 클릭' }).click()
  // The first revision was off.
  await page.getByRole('button', { name: 'Switch on' }).click()
  await said(/is switched on/)
    .first()
    .waitFor()
  await page.getByRole('button', { name: 'Switch off' }).click()
  await said(/is switched off/).waitFor()
  await page.getByRole('link', { name: 'Change log' }).click()
  const rows = page.getByRole('table', { name: 'Change log' }).getByRole('row')
  await until(
    'every step is told',
    async () => (await rows.filter({ hasText: 'changed event' }).count()) >= 6,
  )
  expect(
    await rows.filter({ hasText: 'created event' }).filter({ hasText: '이야기 링크 클릭' }).count(),
  ).toBe(1)
})

it('asked nobody else, and broke no rule of its own', () => {
  browser.expectNoFaults(shop.adminUrl, shop.url)
})
