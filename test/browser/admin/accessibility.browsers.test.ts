import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { AdminBrowser, type Look } from './admin-browser.ts'
import type { AdminShop } from './admin-shop.ts'
import { startBusyShop } from './busy-shop.ts'
import { SCREENS } from './screens.ts'

let shop: AdminShop
let key: string

beforeAll(async () => {
  shop = await startBusyShop()
  key = await shop.keyOf('admin')
})
afterAll(() => shop?.stop())

const LOOKS: readonly Look[] = [
  { language: 'en', theme: 'light' },
  { language: 'ko', theme: 'dark' },
  { language: 'ko', theme: 'light', width: 390 },
  { language: 'en', theme: 'dark', width: 390 },
]

it.each(LOOKS)('has no serious finding on any screen: $language, $theme, $width', async (look) => {
  const browser = await AdminBrowser.start(look)
  try {
    const page = await browser.open(shop.adminUrl)
    await page.locator('input[type=password]').waitFor()
    const findings = [['sign-in', await seriousFindings(page)]]
    await page.locator('input[type=password]').fill(key)
    await page.keyboard.press('Enter')
    for (const [name, path] of Object.entries(SCREENS)) {
      await page.goto(`${shop.adminUrl}#/${path}`)
      await page.locator('main:not(.sign-in) h1').waitFor()
      await page.locator('.loading').waitFor({ state: 'detached' })
      findings.push([name, await seriousFindings(page)])
    }
    expect(findings.filter(([, found]) => found!.length > 0)).toEqual([])
    browser.expectNoFaults(shop.adminUrl)
  } finally {
    await browser.close()
  }
})

/** What axe calls serious or critical, each with the elements that it is about. */
async function seriousFindings(page: Page): Promise<readonly string[]> {
  // Through the debugger: the page itself may not run what is not its own.
  await page.evaluate(axe.source)
  return page.evaluate(`axe.run().then(({ violations }) => violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 200)).join(' | ')))`)
}
