import type { AdminPage } from './admin-page.ts'

export interface FirstLoad {
  /** From the start of the navigation until the sale is shown and a press on something would be answered. */
  readonly interactiveMs: number
  /** Of the page, its scripts, styles and texts, as they were sent; without what the API answered. */
  readonly sentBytes: number
}

/** Notes when the sale is shown; the thread is free again when the task behind that frame runs. */
const NOTE_SHOWN = `window.shown = new Promise((resolve) => new MutationObserver((_, observer) => {
  if (!document.querySelector('.tile') || !document.querySelector('.page-head button')) return
  observer.disconnect()
  requestAnimationFrame(() => setTimeout(() => resolve(performance.now())))
}).observe(document, { subtree: true, childList: true }))`

/** Opens the page as somebody does for the first time. */
export async function firstLoad(admin: AdminPage): Promise<FirstLoad> {
  const page = await admin.tab(NOTE_SHOWN)
  try {
    await page.goto(admin.urlOf('sale'))
    return await page.evaluate<FirstLoad>(`shown.then((interactiveMs) => ({
      interactiveMs,
      sentBytes: [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
        .filter(({ name }) => !name.includes('/admin/v1/'))
        .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
    }))`)
  } finally {
    await page.context().close()
  }
}
