import { afterAll, beforeAll, expect, it } from 'vitest'
import { startFirefox } from '../drivers/firefox-driver.ts'
import { startWebKit } from '../drivers/webkit-driver.ts'
import { AdminShop } from './admin-shop.ts'
import { Marketer } from './marketer.ts'

let shop: AdminShop
let key: string

beforeAll(async () => {
  shop = await AdminShop.start()
  key = await shop.keyOf('admin')
})
afterAll(() => shop?.stop())

it.each([
  ['Firefox', () => startFirefox([])],
  ['WebKit', startWebKit],
] as const)('signs in, makes an event, tries it out and saves it in %s', async (name, start) => {
  const driver = await start()
  try {
    const marketer = new Marketer(await driver.newPage())
    await marketer.open(shop.adminUrl)
    await marketer.watch()
    await marketer.writes('Admin or viewer key', key)
    await marketer.press('Sign in')
    await marketer.sees('Every request has exactly one outcome')
    await marketer.press('Events')
    await marketer.press('New event')
    await marketer.writes('Name', `made in ${name}`)
    await marketer.choose('What happens', 'Something is clicked')
    await marketer.press('+ Add a test')
    await marketer.writes('With what', '/products/*')
    await marketer.writes('Address of a page', 'https://shop.example')
    await marketer.sees('It does not happen here.')
    await marketer.writes('Address of a page', '/products/12')
    await marketer.sees('It happens here.')
    await marketer.press('Save')
    await marketer.sees(`“made in ${name}” is created.`)
    expect(await marketer.faults()).toEqual([])
  } finally {
    await driver.close()
  }
})
