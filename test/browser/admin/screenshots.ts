import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../../../src/package-root.ts'
import { AdminBrowser, type Look } from './admin-browser.ts'
import { AdminShop } from './admin-shop.ts'
import { startBusyShop } from './busy-shop.ts'
import { SCREENS } from './screens.ts'

const target = join(packageRoot, '.test-results', 'screenshots')
const LONG = '오월의 첫 번째 주말에만 열리는 아주 긴 이름의 한정판 캠핑 랜턴 선착순 특가 '
  .repeat(6)
  .slice(0, 200)

type Shop = Record<string, object[]>

/** So many rows of each kind, every tenth with a name of 200 characters. */
function filled(count: number): Shop {
  const numbers = Array.from({ length: count }, (_, index) => index + 1)
  const nameOf = (kind: string, id: number): string => (id % 10 === 0 ? LONG : `${kind} ${id}`)
  return {
    products: numbers.map((id) => ({ id, productName: nameOf('상품', id), stock: id, price: 1_000 * id })),
    campaigns: [{ id: 1, name: LONG }],
    campaignActivities: numbers.map((id) => ({
      id,
      campaignId: 1,
      productId: id,
      name: nameOf('활동', id),
      activityType: 'FIRST_COME_FIRST_SERVE',
      status: id % 3 === 0 ? 'PAUSED' : 'ACTIVE',
      limitCount: id,
    })),
    events: numbers.map((id) => ({
      id,
      name: nameOf('이벤트', id),
      status: id % 100 === 1 ? 'ACTIVE' : 'INACTIVE',
      triggerType: 'PAGE_VIEW',
      triggerPayload: { when: { field: 'url.path', op: 'glob', value: `/products/${id}/*` } },
    })),
  }
}

const SHOPS: Readonly<Record<string, () => Promise<AdminShop>>> = {
  seed: () => startBusyShop(),
  'rows-0': () => AdminShop.start(filled(0)),
  'rows-3': () => AdminShop.start(filled(3)),
  'rows-10000': () => AdminShop.start(filled(10_000)),
}

const LOOKS: readonly Required<Look>[] = [1_280, 390].flatMap((width) =>
  (['ko', 'en'] as const).flatMap((language) =>
    (['light', 'dark'] as const).map((theme) => ({ width, language, theme })),
  ),
)

/** `npm run screenshots -- [shop …] [width, language, theme …]`: every screen in every look, or in some, to be looked at by people. */
const wanted = process.argv.slice(2)
const shops = Object.entries(SHOPS).filter(([name]) => isWanted(name, Object.keys(SHOPS)))
const looks = LOOKS.filter(({ width, language, theme }) =>
  [
    isWanted(String(width), ['1280', '390']),
    isWanted(language, ['ko', 'en']),
    isWanted(theme, ['light', 'dark']),
  ].every(Boolean),
)
mkdirSync(target, { recursive: true })
for (const [name, start] of shops) {
  const shop = await start()
  const key = await shop.keyOf('admin')
  for (const look of looks) {
    const browser = await AdminBrowser.start(look)
    const page = await browser.open(shop.adminUrl)
    const take = async (screen: string): Promise<void> => {
      const file = `${name}-${screen}-${look.width}-${look.language}-${look.theme}.png`
      await page.screenshot({ path: join(target, file), fullPage: name === 'seed' })
    }
    await page.locator('input[type=password]').waitFor()
    if (name === 'seed') await take('sign-in')
    await page.locator('input[type=password]').fill(key)
    await page.keyboard.press('Enter')
    for (const [screen, path] of Object.entries(SCREENS)) {
      if (name !== 'seed' && path.includes('/') && path !== 'events/new') continue
      await page.goto(`${shop.adminUrl}#/${path}`)
      await page.locator('main:not(.sign-in) h1').waitFor()
      await page.locator('.loading').waitFor({ state: 'detached' })
      if (screen === 'sale') await page.locator('.chart canvas').waitFor()
      await take(screen)
    }
    await browser.close()
  }
  await shop.stop()
}
process.stdout.write(`${target}\n`)

/** Of these, one that was asked for; any if none was. */
function isWanted(one: string, among: readonly string[]): boolean {
  return wanted.includes(one) || !among.some((other) => wanted.includes(other))
}
