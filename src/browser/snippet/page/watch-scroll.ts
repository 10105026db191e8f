import { happen } from '../detect.ts'
import { later } from '../later.ts'
import { listen } from '../listen.ts'

/** Often enough for people. */
const LOOK_EVERY_MS = 200

/** How much of the page has been seen while somebody scrolls, in percent. */
export function watchScroll(): void {
  let isWaiting = false
  listen(window, 'scroll', () => {
    if (isWaiting) return
    isWaiting = true
    later(LOOK_EVERY_MS, () => {
      isWaiting = false
      const { scrollHeight } = document.documentElement
      const percent = Math.min(100, Math.round(((scrollY + innerHeight) / scrollHeight) * 100))
      happen('SCROLL_DEPTH', { scroll: { percent } })
    })
  })
}
