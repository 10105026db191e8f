import type { BrowserDefinition } from '../../src/conditions/browser-definition.ts'
import type { Condition } from '../../src/conditions/condition.ts'
import { clickIf, clickOn, viewOf } from '../../test/browser/shop/definitions.ts'

/** As marketers write them: on an element, on its text, on where a link leads, on an attribute, some with the page as well. */
const CONDITIONS: readonly ((number: number) => Condition)[] = [
  (number) => ({ field: 'element', op: 'selector', value: `main .card[data-sku="S${number}"] button.buy` }),
  (number) => ({
    all: [
      { field: 'url.path', op: 'glob', value: `/products/${number}/**` },
      { field: 'element', op: 'selector', value: `#buy-${number}` },
    ],
  }),
  (number) => ({ field: 'element.text', op: 'contains', value: `특가 ${number}`, ignoreCase: true }),
  (number) => ({ field: 'element.href', op: 'equals', value: `/events/${number}?from=banner&b=1` }),
  (number) => ({
    any: [
      { field: 'element.attribute.data-campaign', op: 'in', value: [`c${number}`, `d${number}`] },
      { not: { field: 'url.path', op: 'exists' } },
    ],
  }),
]

/** So many ACTIVE definitions, which a site may have at most: all about clicks, but one. */
export function manyDefinitions(count: number): readonly BrowserDefinition[] {
  const clicks = Array.from({ length: count - 2 }, (_, index) =>
    clickIf(index + 10, CONDITIONS[index % CONDITIONS.length]!(index)),
  )
  return [viewOf(1), clickOn(2, 'button'), ...clicks]
}

/** A page of a shop with as much in it as those have, and the element that is pressed deep inside. */
export const SHOP_PAGE = `<main><section><ul>${Array.from(
  { length: 300 },
  (_, index) =>
    `<li class="card" data-sku="X${index}"><a href="/products/${index}"><span>상품 ${index}</span></a><button class="buy"><b>구매 ${index}</b></button></li>`,
).join('')}</ul></section></main>`
