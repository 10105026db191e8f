import { normalText } from '../../../conditions/normal-text.ts'
import { cleanUrl } from '../clean-url.ts'
import { attributes, selectors } from '../definitions.ts'

/** What people type or choose, and what nobody reads. */
const NOT_TEXT = 'textarea,select,script,style,[contenteditable]'
/** Characters that are looked at: enough for a text as definitions see it, white space included. */
const MAX_RAW_TEXT = 4_096
const MAX_ATTRIBUTE = 256

/** What is told of an element and those around it: never what was typed. `path`: its composed path, from the inside out. */
export function elementFacts(element: Element, path: readonly Element[]) {
  const link = innermost(path, 'a[href],area[href]') as HTMLAnchorElement | SVGAElement | undefined
  const found: Record<string, string | undefined> = {}
  for (const name of attributes)
    for (const each of path) found[name] ??= each.getAttribute(name)?.slice(0, MAX_ATTRIBUTE)
  const matching: string[] & { toJSON?: null } = []
  // Old libraries define one for all arrays, and JSON.stringify would ask it.
  matching.toJSON = null
  for (const selector of selectors) if (innermost(path, selector)) matching.push(selector)
  return {
    tag: element.localName,
    // Not its property: `<input name="id">` stands in the way of its form's.
    id: element.getAttribute('id') ?? undefined,
    text: normalText(textOf(element)),
    href: link && cleanUrl((link as SVGAElement).href.baseVal ?? link.href),
    attributes: found,
    selectors: matching,
  }
}

/** From the inside out, through shadow roots: where an event comes by. */
export function pathFrom(element: Element): Element[] {
  const path: Element[] = []
  let next: Element | null | undefined = element
  while (next?.matches) {
    path.push(next)
    next = next.assignedSlot ?? next.parentElement ?? (next.getRootNode() as ShadowRoot).host
  }
  return path
}

/** The first element of the path that matches: one question for each of the trees that it leads through. */
export function innermost(path: readonly Element[], selector: string): Element | undefined {
  for (let i = 0; path[i]; i++) {
    const found = path[i - 1]?.parentNode !== path[i] && path[i]!.closest(selector)
    if (found) return found
  }
  return undefined
}

function textOf(element: Element): string {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  let text = ''
  while (text.length < MAX_RAW_TEXT && texts.nextNode())
    if (!texts.currentNode.parentElement!.closest(NOT_TEXT)) text += texts.currentNode.nodeValue
  return text
}
