import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { AdminBrowser } from './admin-browser.ts'
import type { AdminShop } from './admin-shop.ts'
import { startBusyShop } from './busy-shop.ts'

let shop: AdminShop
let browser: AdminBrowser
let page: Page

beforeAll(async () => {
  shop = await startBusyShop()
  browser = await AdminBrowser.start()
  page = await browser.open(shop.adminUrl)
})
afterAll(async () => {
  await browser?.close()
  await shop?.stop()
})

const press = async (...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key)
}

/** Moves on until what has the focus is called so. */
async function tabTo(name: RegExp): Promise<void> {
  for (let steps = 0; steps < 60; steps += 1) {
    await press('Tab')
    const focused = await page.evaluate<string>(`(() => {
      const one = document.activeElement
      const label = one.getAttribute('aria-label') ?? ''
      const by = (one.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '')
      const own = [...(one.labels ?? [])].map(({ textContent }) => textContent)
      return [label, ...by, ...own, one.textContent].join(' ')
    })()`)
    if (name.test(focused)) return
  }
  throw new Error(`nothing that is called ${name} takes the focus`)
}

it('goes from signing in to a saved event without a mouse', async () => {
  await page.getByLabel('Admin or viewer key').waitFor()
  await page.keyboard.type(await shop.keyOf('admin'))
  await press('Enter')
  await page.getByRole('heading', { name: 'Sale now' }).waitFor()
  await tabTo(/^\s*Events\s*$/)
  await press('Enter')
  await page.getByRole('heading', { name: 'Events' }).waitFor()
  await page.getByRole('row').nth(1).waitFor()
  await press('n')
  await page.getByRole('heading', { name: 'New event' }).waitFor()
  await tabTo(/^\s*Name/)
  await page.keyboard.type('only keys')
  await tabTo(/What happens/)
  await press('ArrowDown')
  await page.getByRole('listbox').waitFor()
  // Esc closes what is open, and leaves the page alone.
  await press('Escape')
  await page.getByRole('listbox').waitFor({ state: 'detached' })
  await page.getByRole('heading', { name: 'New event' }).waitFor()
  await press('ArrowDown')
  await page.getByRole('listbox').waitFor()
  await page.keyboard.type('A form')
  await press('Enter')
  await tabTo(/Add a test/)
  await press('Enter')
  // What was added has the focus.
  await page.keyboard.type('/demo/*')
  await tabTo(/Address of a page/)
  await page.keyboard.type('https://shop.example/demo/story')
  await page.getByText('It happens here.').waitFor()
  await press('Control+s')
  await page.getByText('“only keys” is created.').waitFor()
  await page.getByText('path is like “/demo/*”').first().waitFor()
})

it('switches it on and off, and restocks, without a mouse', async () => {
  await tabTo(/^\s*Switch on\s*$/)
  await press('Enter')
  await page.getByText('is switched on').waitFor()
  await tabTo(/^\s*Switch off\s*$/)
  await press('Enter')
  await page.getByText('is switched off').waitFor()
  await tabTo(/^\s*Products\s*$/)
  await press('Enter')
  await page.getByRole('row').nth(1).waitFor()
  await tabTo(/Restock: 한정판 캠핑 랜턴/)
  await press('Enter')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.type('10')
  await press('Enter')
  await page.getByText('“한정판 캠핑 랜턴”: +10; 107 are left.').waitFor()
  await tabTo(/^\s*Events\s*$/)
  await press('Enter')
  await page.getByRole('link', { name: 'only keys' }).waitFor()
})

it('searches with /, leaves with Esc', async () => {
  await page.getByRole('link', { name: 'only keys' }).press('Enter')
  await page.getByRole('heading', { name: 'only keys' }).waitFor()
  await press('Escape')
  await page.getByRole('heading', { name: 'Events' }).waitFor()
  await press('/')
  await page.keyboard.type('only')
  await page.getByRole('link', { name: 'only keys' }).waitFor()
  await expect.poll(() => page.getByRole('row').count()).toBe(2)
  await press('Escape')
  await expect.poll(() => page.getByRole('row').count()).toBeGreaterThan(5)
})

it('keeps what is written over another screen and a reload', async () => {
  await page.getByRole('link', { name: 'only keys' }).click()
  await page.getByLabel('Description').fill('not saved yet')
  await page.getByRole('link', { name: 'Products' }).click()
  await page.getByRole('heading', { name: 'Products' }).waitFor()
  await page.goBack()
  await page.reload()
  await page.getByText('You have unsaved changes').waitFor()
  expect(await page.getByLabel('Description').inputValue()).toBe('not saved yet')
  await page.getByRole('button', { name: 'Discard changes' }).click()
  expect(await page.getByLabel('Description').inputValue()).toBe('')
})
