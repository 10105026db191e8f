import type { Page } from 'playwright-core'

/** What *Sale now* showed from then on: the first tile of the ledger is what was read, the others are what became of it. */
export interface ShownFrame {
  readonly atMs: number
  readonly read: number
  readonly outcomes: readonly number[]
}

/** Notes every change of the ledger in the next animation frame after it, from now on; through the debugger, as the page runs no script of others. */
export async function noteFrames(page: Page): Promise<void> {
  await page.evaluate(`(() => {
    window.shownFrames = []
    const shown = () => [...document.querySelectorAll('.tile dd')].map(({ textContent }) => Number(textContent.replaceAll(',', '')))
    let before = ''
    let isAsked = false
    const note = () => {
      isAsked = false
      const [read, ...outcomes] = shown()
      const now = [read, ...outcomes].join()
      if (now === before) return
      before = now
      shownFrames.push({ atMs: Date.now(), read, outcomes })
    }
    new MutationObserver(() => {
      if (isAsked) return
      isAsked = true
      requestAnimationFrame(note)
    }).observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true })
    note()
  })()`)
}

export const notedFrames = (page: Page): Promise<readonly ShownFrame[]> =>
  page.evaluate<readonly ShownFrame[]>('window.shownFrames')
