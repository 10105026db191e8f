import { visible } from '../definitions.ts'
import { happen } from '../detect.ts'
import { now } from '../pristine.ts'
import { viewId } from './route.ts'

const VISIBLE_FOR_MS = 1_000

/** Since when (epoch ms) elements are half in view; NaN: they are not. */
const inViewSince = new WeakMap<Element, number>()
/** The page on which they were seen last. */
const seenOn = new WeakMap<Element, string>()

/** Made for the first of them: most pages have none. */
let views: IntersectionObserver | undefined

/** To be called often: elements that are half visible for a second are seen, each once per page. Those that have just appeared are observed. */
export const lookForElements = (): void => {
  for (const selector of visible)
    for (const element of document.querySelectorAll(selector)) {
      views ??= new IntersectionObserver(
        (entries) => {
          for (const { target, isIntersecting } of entries)
            inViewSince.set(target, isIntersecting ? now() : Number.NaN)
        },
        { threshold: 0.5 },
      )
      views.observe(element)
      const isSeen = now() - inViewSince.get(element)! > VISIBLE_FOR_MS
      if (!isSeen || seenOn.get(element) === viewId) continue
      seenOn.set(element, viewId)
      happen('ELEMENT_VISIBLE', { element, roots: [element] })
    }
}
