import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { until } from '../until.ts'
import { AdminBrowser } from './admin-browser.ts'
import type { AdminShop } from './admin-shop.ts'
import { startBusyShop } from './busy-shop.ts'

let shop: AdminShop
let browser: AdminBrowser
let page: Page

beforeAll(async () => {
  shop = await startBusyShop()
  browser = await AdminBrowser.start()
  page = await browser.open(shop.onceUrl)
  await page.getByRole('heading', { name: 'Sale now' }).waitFor()
})
afterAll(async () => {
  await browser?.close()
  await shop?.stop()
})

const go = (screen: string) =>
  page.getByRole('navigation').getByRole('link', { name: screen, exact: true }).click()
const said = (text: string | RegExp) => page.getByRole('region', { name: 'Messages' }).getByText(text)

it('shows the sale as it runs: the ledger adds up, and an approval arrives by itself', async () => {
  const tile = (name: string) => page.locator('.tile', { hasText: name }).locator('dd')
  await page.getByText('Every request has exactly one outcome: 3 + 2 + 1 + 0 + 3 = 9.').waitFor()
  const answer = await fetch(`${shop.url}/demo/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"userId":77}',
  })
  const { token } = (await answer.json()) as { readonly token: string }
  const entry = await fetch(`${shop.url}/v1/activities/9/entries`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: '{}',
  })
  expect(entry.status).toBe(201)
  await until('the approval is shown', async () => (await tile('Approved').textContent()) === '4')
  await page.getByRole('link', { name: 'user 77' }).waitFor()
})

it('pauses one activity, and lets it go on again', async () => {
  const name = '그림엽서 상시 선착순 500명'
  await page.getByRole('button', { name: `Pause: ${name}` }).click()
  await said(`Paused: “${name}”.`).waitFor()
  await page.getByRole('button', { name: `Go on: ${name}` }).waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('button', { name: `Pause: ${name}` }).waitFor()
})

it('finds user 1042, and says why', async () => {
  await go('Requests')
  await page.getByRole('searchbox', { name: 'Number of the user' }).fill('1042')
  await page.getByRole('table').getByRole('link', { name: '1042', exact: true }).click()
  await page
    .getByText('Approved as no. 2: at that moment 99 were in stock, and 1 were approved before.')
    .waitFor()
  await page.getByText('Duplicate').waitFor()
  await page.locator('pre', { hasText: /^axr1\./ }).waitFor()
  await page.keyboard.press('Escape')
})

it('saves what was found as CSV', async () => {
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Save as CSV' }).click()
  const text = readFileSync(await (await download).path(), 'utf8')
  expect(text.trimEnd().split('\n')).toHaveLength(2)
  expect(text).toMatch(/\b1042\b.*APPROVED/)
})

it('restocks by a difference, and takes it back', async () => {
  await go('Products')
  await page.getByRole('button', { name: 'Restock: 한정판 캠핑 랜턴' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('How many more').fill('10')
  await dialog.getByText('97 left now, 107 then.').waitFor()
  await dialog.getByRole('button', { name: 'Restock' }).click()
  await said('“한정판 캠핑 랜턴”: +10; 107 are left.').waitFor()
  await page
    .getByRole('row', { name: /한정판 캠핑 랜턴/ })
    .getByText('107')
    .waitFor()
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await said('“한정판 캠핑 랜턴”: −10; 97 are left.').waitFor()
})

it('retries a dead letter once what it wanted is there', async () => {
  await go('Events')
  await page.getByRole('button', { name: 'Switch on: 가입 환영 (종료)' }).click()
  await said('“가입 환영 (종료)” is switched on').waitFor()
  await go('Dead letters')
  await page.getByRole('link', { name: /No event is on for it/ }).click()
  await page.locator('pre', { hasText: '"triggerType":"SIGNUP"' }).waitFor()
  await page.getByRole('button', { name: 'Retry' }).click()
  await said('Retried: 1. Failed again: 0. Can’t be retried: 0.').waitFor()
})

it('says of a dead letter that it failed again, and discards another', async () => {
  await go('Dead letters')
  await page.getByRole('link', { name: /Unknown activity/ }).click()
  await page.locator('pre', { hasText: '"campaignActivityId":404' }).waitFor()
  await page.getByRole('button', { name: 'Retry' }).click()
  await said('Retried: 0. Failed again: 1. Can’t be retried: 0.').waitFor()
  await go('Dead letters')
  await page.getByRole('link', { name: /No JSON/ }).click()
  await page.getByRole('button', { name: 'Discard' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click()
  await said('Discarded: 1.').waitFor()
})

it('makes a key that is shown once, and revokes it', async () => {
  await go('Keys and sites')
  await page.getByRole('button', { name: 'New key' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('for looking')
  await dialog.getByRole('button', { name: 'Create' }).click()
  expect(await dialog.locator('pre').textContent()).toMatch(/^axk_/)
  await dialog.getByRole('button', { name: 'Close' }).click()
  await page.locator('li', { hasText: 'for looking' }).getByRole('button', { name: 'Revoke' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await said('“for looking” is revoked.').waitFor()
})

it('tells in the log of all of it', async () => {
  await go('Change log')
  const rows = page.getByRole('table', { name: 'Change log' }).getByRole('row')
  for (const text of [
    /changed product 1/,
    /changed activity 9/,
    /exported/,
    /retried/,
    /discarded/,
    /revoked key/,
  ]) {
    await rows.filter({ hasText: text }).first().waitFor()
  }
  browser.expectNoFaults(shop.adminUrl)
})

it('lets a viewer see everything, and change nothing', async () => {
  const other = await AdminBrowser.start()
  const view = await other.open(shop.adminUrl)
  await view.getByLabel('Admin or viewer key').fill(await shop.keyOf('viewer'))
  await view.getByRole('button', { name: 'Sign in' }).click()
  await view.getByText('You are signed in as a viewer').waitFor()
  for (const [screen, button] of [
    ['Events', /Switch|New event/],
    ['Products', /Restock|New product/],
    ['Dead letters', /Retry/],
  ] as const) {
    await view.getByRole('navigation').getByRole('link', { name: screen }).click()
    await view.getByRole('table').getByRole('row').nth(1).waitFor()
    expect(await view.getByRole('button', { name: button }).count()).toBe(0)
    expect(await view.getByRole('link', { name: button }).count()).toBe(0)
  }
  await other.close()
})

it('lets go of everything when somebody signs out, and begins anew with whoever signs in', async () => {
  const other = await AdminBrowser.start()
  const view = await other.open(shop.adminUrl)
  const key = view.getByLabel('Admin or viewer key')
  const signIn = async (role: 'viewer' | 'admin') => {
    await key.fill(await shop.keyOf(role, `${role} who comes and goes`))
    await view.getByRole('button', { name: 'Sign in' }).click()
    await view.getByRole('heading', { name: 'Sale now' }).waitFor()
  }
  await signIn('viewer')
  await view.getByRole('button', { name: 'Account' }).click()
  await view.getByRole('button', { name: 'Sign out', exact: true }).click()
  await key.waitFor()
  expect(await view.getByRole('navigation').count()).toBe(0)
  await signIn('admin')
  await view.getByRole('navigation').getByRole('link', { name: 'Products', exact: true }).click()
  await view.getByRole('button', { name: 'Restock: 한정판 캠핑 랜턴' }).waitFor()
  other.expectNoFaults(shop.adminUrl)
  await other.close()
})

it('shows a screen whose code did not come the first time, once it does', async () => {
  const other = await AdminBrowser.start()
  const view = await other.open(shop.adminUrl)
  const code = /\/assets\/products-[^/]*\.js$/
  await view.route(code, (route) => route.abort())
  await view.getByLabel('Admin or viewer key').fill(await shop.keyOf('viewer', 'viewer on a bad network'))
  await view.getByRole('button', { name: 'Sign in' }).click()
  const go = (screen: string) =>
    view.getByRole('navigation').getByRole('link', { name: screen, exact: true }).click()
  await go('Products')
  await view.getByRole('button', { name: 'Load again' }).waitFor()
  await view.unroute(code)
  await go('Campaigns')
  await view.getByRole('table').waitFor()
  await go('Products')
  await view.getByRole('table').waitFor()
  await other.close()
})
