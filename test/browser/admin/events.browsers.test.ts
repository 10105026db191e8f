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

const NAME = '이야기 링크 클릭'
const VIEW = '체험 페이지 조회'
/** So much later a busy machine may be. */
const BUSY_MS = 3_000

/** Waits until a page of the shop is told definitions whose names are so. */
const definitionsOf = (visit: Page, isSo: (names: string) => boolean) =>
  visit.waitForResponse(
    async (answer) => answer.url().includes('/v1/events/active') && isSo(await answer.text()),
  )

/** From the page that the event is about. */
async function pressStory(visit: Page): Promise<void> {
  await visit.getByRole('link', { name: 'Sale' }).click()
  await visit.getByRole('link', { name: 'Story' }).click()
}

/** Presses it until that is shown as recorded: what the page was just told, it may take in a moment later. */
const untilSeen = (visit: Page): Promise<void> =>
  until('the press is recorded', async () => {
    await pressStory(visit)
    const shown = visit.locator('#seen summary', { hasText: `${NAME}: recorded` })
    await shown.first().waitFor({ timeout: 3_000 })
    return true
  })

it('is signed in by the link of --dev, which works once', async () => {
  await page.getByRole('heading', { name: 'Sale now' }).waitFor()
  expect(page.url()).not.toContain('once')
  const another = await AdminBrowser.start()
  const late = await another.open(shop.onceUrl)
  await late.getByText('This link does not work any more').waitFor()
  await another.close()
})

it('makes a click event with the builder, and tries it out before it is saved', async () => {
  // What somebody did in the shop lately: pressed the button of event 5.
  const visit = await browser.open(`${shop.url}/demo`)
  await until('a customer is logged in', async () => {
    await visit.getByRole('button', { name: 'Log in' }).click()
    await visit.getByText('Logged in as customer').waitFor({ timeout: 3_000 })
    return true
  })
  await visit.getByRole('button', { name: 'Buy' }).click()
  await visit.locator('#seen summary', { hasText: '구매 버튼 클릭: recorded' }).first().waitFor()
  await visit.close()
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
  // Nobody pressed that in the last hour; the other button somebody did.
  await preview.getByText(/^0 of the last [1-9]\d* would have been this event\./).waitFor()
  await page.getByLabel('With what').nth(1).fill('#buy')
  await preview.getByText(/^([1-9]\d*) of the last \1 would have been this event\./).waitFor()
  await page.getByLabel('With what').nth(1).fill('a[data-text="story"]')
  await page.getByRole('button', { name: 'Save' }).click()
  await said('“이야기 링크 클릭” is created.').waitFor()
})

it('is noticed by an open page within 10 s of being switched on, and after a reload', async () => {
  const visit = await browser.open(`${shop.url}/demo`)
  await visit.evaluate('window.isStillHere = true')
  const told = definitionsOf(visit, (names) => names.includes(NAME))
  await page.getByRole('button', { name: 'Switch on' }).click()
  await said(/is switched on/).waitFor()
  const onMs = Date.now()
  await told
  expect(Date.now() - onMs).toBeLessThan(10_000 + BUSY_MS)
  await untilSeen(visit)
  expect(await visit.evaluate('window.isStillHere')).toBe(true)
  await visit.goto(`${shop.url}/demo`)
  await untilSeen(visit)
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
  // What the other one wrote can be found, and taken back.
  await page.getByRole('link', { name: /^Revision/ }).click()
  const theirs = page.getByRole('listitem').filter({ hasText: 'by the other one' })
  await theirs
    .getByRole('button', { name: /^Make this the current one/ })
    .first()
    .waitFor()
  await page.goBack()
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
  const visit = await browser.open(`${shop.url}/demo`)
  await untilSeen(visit)
  const told = definitionsOf(visit, (names) => !names.includes(NAME))
  await page.getByRole('button', { name: 'Switch off' }).click()
  await said(/is switched off/).waitFor()
  await told
  const [clicks, views] = [NAME, VIEW].map((name) => visit.locator('#seen summary', { hasText: name }))
  await until('a press is noticed no more, though what it leads to is', async () => {
    const [clicked, viewed] = [await clicks!.count(), await views!.count()]
    await pressStory(visit)
    await expect.poll(() => views!.count(), { timeout: 2_000 }).toBe(viewed + 2)
    return (await clicks!.count()) === clicked
  })
  await visit.close()
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
