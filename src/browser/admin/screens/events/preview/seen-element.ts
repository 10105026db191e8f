import type { Happening } from '../../../../../conditions/happening.ts'

/** What a page tells of an element (CONTRACT §14), for the selectors of one condition. */
export function seenElement(
  element: Element,
  text: string,
  selectors: readonly string[],
): NonNullable<Happening['element']> {
  const path = pathFrom(element)
  const attributes: Record<string, string> = {}
  for (const one of [...path].reverse())
    for (const { name, value } of one.attributes) attributes[name] = value
  const link = path.find((one) => one.hasAttribute('href'))
  const shown = text || (element.textContent ?? '')
  return {
    tag: element.localName,
    ...(element.id && { id: element.id }),
    ...(shown && { text: shown }),
    ...(link && { href: link.getAttribute('href') ?? '' }),
    attributes,
    selectors: selectors.filter((selector) => path.some((one) => matches(one, selector))),
  }
}

/** From the inside out. */
function pathFrom(element: Element): readonly Element[] {
  return element.parentElement ? [element, ...pathFrom(element.parentElement)] : [element]
}

function matches(element: Element, selector: string): boolean {
  try {
    return element.matches(selector)
  } catch {
    return false
  }
}
