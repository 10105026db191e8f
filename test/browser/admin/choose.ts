import type { Page } from 'playwright-core'

/** Chooses something in a list of choices; `nth` of those with this label. */
export async function choose(page: Page, label: string, choice: string, nth = 0): Promise<void> {
  // The button is named by its label and by what is chosen.
  const name = new RegExp(`\\b${label}$`)
  await page.getByRole('button', { name }).nth(nth).click()
  await page.getByRole('option', { name: choice, exact: true }).click()
}
