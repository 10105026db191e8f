import { expect, it } from 'vitest'
import { AdminBrowser } from './admin-browser.ts'
import { startBusyShop } from './busy-shop.ts'

const NAMES = [
  '<img src=x onerror="document.title=\'run\'">',
  'javascript:document.title="run"',
  'abc \u202egnp.exe',
  'zero\u200bwidth',
  '한'.repeat(200),
  '{{count}} $t(common.save)',
]

it('shows names as text, whatever stands in them', async () => {
  const shop = await startBusyShop((seed) => ({
    ...seed,
    products: [
      ...seed.products!,
      ...NAMES.map((productName, index) => ({ id: 101 + index, productName, stock: 1, price: 1 })),
    ],
    events: [
      ...seed.events!,
      ...NAMES.map((name, index) => ({ id: 101 + index, name, status: 'ACTIVE', triggerType: 'PAGE_VIEW' })),
    ],
  }))
  const browser = await AdminBrowser.start({ width: 390 })
  try {
    const page = await browser.open(shop.onceUrl)
    await page.getByRole('heading', { name: 'Sale now' }).waitFor()
    for (const screen of ['events', 'products']) {
      for (const [index, name] of NAMES.entries()) {
        await page.goto(`${shop.adminUrl}#/${screen}?q=${101 + index}`)
        const link = page.locator(`a.main-link[href="#/${screen}/${101 + index}"]`)
        await link.waitFor()
        const shown = name.replace('\u202e', 'U+202E').replace('\u200b', 'U+200B')
        expect(await link.textContent()).toBe(shown)
        const width = await page.evaluate<number>('document.documentElement.scrollWidth')
        expect(width, `${screen} with ${name.slice(0, 20)}`).toBeLessThanOrEqual(390)
      }
    }
    expect(await page.title()).not.toContain('run')
    browser.expectNoFaults(shop.adminUrl)
  } finally {
    await browser.close()
    await shop.stop()
  }
})
