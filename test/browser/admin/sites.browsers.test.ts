import { expect, it } from 'vitest'
import { AdminBrowser } from './admin-browser.ts'
import { AdminShop } from './admin-shop.ts'

it('shows what somebody else saved of a site meanwhile, and saves over it only then', async () => {
  const shop = await AdminShop.start()
  const browser = await AdminBrowser.start()
  try {
    const page = await browser.open(shop.onceUrl)
    await page.getByRole('heading', { name: 'Sale now' }).waitFor()
    await page.goto(`${shop.adminUrl}#/access`)
    await page.getByRole('button', { name: 'New site' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('lanterns')
    await dialog.getByLabel('Origins').fill('https://lanterns.example')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByText('“lanterns” is created.').waitFor()

    const api = `${new URL(shop.adminUrl).origin}/admin/v1/sites`
    const headers = {
      authorization: `Bearer ${await shop.keyOf('admin')}`,
      'content-type': 'application/json',
    }
    const { items } = (await (await fetch(api, { headers })).json()) as { readonly items: { id: number }[] }
    const theirs = async (name: string) => {
      const body = JSON.stringify({ name, origins: ['https://lanterns.example'] })
      const asked = { method: 'PUT', body, headers: { ...headers, 'if-match': '*' } }
      expect((await fetch(`${api}/${items[0]!.id}`, asked)).status).toBe(200)
    }
    // The list is from before; the dialog is not.
    await theirs('lamps')
    await page.getByRole('button', { name: 'Edit' }).click()
    await expect.poll(() => dialog.getByLabel('Name').inputValue()).toBe('lamps')
    await theirs('lights')
    await dialog.getByLabel('Name').fill('candles')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByText('Somebody else saved it meanwhile.').waitFor()
    await dialog.locator('del', { hasText: 'lights' }).waitFor()
    await dialog.locator('ins', { hasText: 'candles' }).waitFor()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByText('“candles” is saved.').waitFor()
  } finally {
    await browser.close()
    await shop.stop()
  }
})
