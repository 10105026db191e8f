import { rules } from '../definitions.ts'
import { happen } from '../detect.ts'
import { later } from '../later.ts'
import { safely } from '../safely.ts'
import { pathFrom } from './element-facts.ts'

const VISIBLE_FOR_MS = 1_000

/** Those that were found on this page, and since when they are in view. */
let inView = new Map<Element, unknown>()

const views = new IntersectionObserver(
  safely((entries: IntersectionObserverEntry[]) => {
    for (const entry of entries) {
      inView.set(entry.target, entry)
      if (entry.isIntersecting) awaitSeen(entry)
    }
  }),
  { threshold: 0.5 },
)

/** Nobody sees a page that is hidden. */
const awaitSeen = (entry: IntersectionObserverEntry): void =>
  later(VISIBLE_FOR_MS, () => {
    const { target } = entry
    if (inView.get(target) !== entry) return
    if (document.hidden) awaitSeen(entry)
    else {
      views.unobserve(target)
      happen('ELEMENT_VISIBLE', { element: target, path: pathFrom(target) })
    }
  })

/** Looks for elements that have appeared; those of a new page are all new. */
export function lookForElements(isNewPage?: boolean): void {
  if (isNewPage) {
    views.disconnect()
    inView = new Map()
  }
  for (const { triggerType, tests } of rules ?? [])
    for (const { op, value } of tests)
      if (triggerType === 'ELEMENT_VISIBLE' && op === 'selector')
        for (const element of document.querySelectorAll(value as string))
          if (!inView.has(element)) {
            inView.set(element, 0)
            views.observe(element)
          }
}
