import { normalText } from '../../../conditions/normal-text.ts'
import { cleanUrl } from '../clean-url.ts'
import { attributes, selectors } from '../definitions.ts'

/** What people type or choose, and what nobody reads: nothing is told of a text that has it inside, or lies inside of it. */
const NOT_TEXT = 'textarea,select,script,style,[contenteditable]'
/** Characters that are looked at: enough for a text as definitions see it, white space included. */
const MAX_RAW_TEXT = 4_096
const MAX_ATTRIBUTE = 256

/**
 * What is told of an element and those around it: never what was typed.
 * @param roots the innermost element of each of the trees (shadow roots) that its event comes by
 */
export const elementFacts = (element: Element, roots: readonly Element[]) => {
  const found: Record<string, string | undefined> = {}
  for (const name of attributes)
    found[name] = innermost(roots, `[${CSS.escape(name)}]`)
      ?.getAttribute(name)
      ?.slice(0, MAX_ATTRIBUTE)
  const matching: string[] & { toJSON?: null } = [...selectors].filter((selector) =>
    innermost(roots, selector),
  )
  // Old libraries define one for all arrays, and JSON.stringify would ask it.
  matching.toJSON = null
  const link = innermost(roots, '[href]') as HTMLAnchorElement | SVGAElement | null | undefined
  const isTyped = element.closest(NOT_TEXT) ?? element.querySelector(NOT_TEXT)
  return {
    tag: element.localName,
    // Not its property: `<input name="id">` stands in the way of its form's.
    id: element.getAttribute('id') || undefined,
    text: isTyped ? undefined : normalText(element.textContent!.slice(0, MAX_RAW_TEXT)),
    href: link && cleanUrl((link as SVGAElement).href.baseVal ?? link.href),
    attributes: found,
    selectors: matching,
  }
}

/** The first element that matches, from the inside out. */
export const innermost = (roots: readonly Element[], selector: string): Element | null | undefined =>
  roots.map((root) => root.closest(selector)).find((found) => found)
