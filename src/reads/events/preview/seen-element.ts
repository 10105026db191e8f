import { is } from 'css-select'
import { type Element, isTag } from 'domhandler'
import type { Condition } from '../../../conditions/condition.ts'
import { conditionHolds } from '../../../conditions/condition-holds.ts'
import type { Happening } from '../../../conditions/happening.ts'

/** What a page would tell of an element (CONTRACT §14), for the selectors of one condition. */
export function seenElement(
  element: Element,
  text: string | undefined,
  when: Condition,
): Happening['element'] {
  const path = pathFrom(element)
  const attributes: Record<string, string> = {}
  for (const { attribs } of [...path].reverse()) Object.assign(attributes, attribs)
  const link = path.find(({ attribs }) => attribs.href !== undefined)
  return {
    ...(element.name === '*' ? {} : { tag: element.name }),
    ...(element.attribs.id === undefined ? {} : { id: element.attribs.id }),
    ...(text === undefined ? {} : { text }),
    ...(link?.attribs.href === undefined ? {} : { href: link.attribs.href }),
    attributes,
    selectors: selectorsOf(when).filter((selector) => path.some((each) => matches(each, selector))),
  }
}

/** From the inside out. */
function pathFrom(element: Element): Element[] {
  const { parent } = element
  return parent && isTag(parent) ? [element, ...pathFrom(parent)] : [element]
}

function selectorsOf(when: Condition): string[] {
  const selectors: string[] = []
  conditionHolds(when, ({ op, value }) => {
    if (op === 'selector' && typeof value === 'string') selectors.push(value)
    return false
  })
  return selectors
}

/** What only a browser knows of an element (`:hover`, `:dir()`) is not known here: it does not match. */
function matches(element: Element, selector: string): boolean {
  try {
    return is(element, selector)
  } catch {
    return false
  }
}
