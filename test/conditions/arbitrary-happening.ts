import fc from 'fast-check'
import { BROWSER_TRIGGERS } from '../../src/conditions/browser-triggers.ts'
import type { Happening } from '../../src/conditions/happening.ts'
import { VALUES } from './arbitrary-condition.ts'

const text = fc.constantFrom(...VALUES)
const URLS = [
  'https://shop.example/a',
  'https://shop.example/a/b/?q=2.50',
  'https://Shop.example:443/A/?q=1&q=b#t',
  'https://shop.example/#/a/b?q=B',
  'https://shop.example/상품?q=é',
  'http://other.example/%EC%83%81%ED%92%88/',
  'no url',
]

/** What pages may see: of every trigger type, with every field in turn missing. */
export const arbitraryHappening: fc.Arbitrary<Happening> = fc.record(
  {
    triggerType: fc.constantFrom(...BROWSER_TRIGGERS),
    page: fc.record(
      { url: fc.constantFrom(...URLS), title: text, referrer: fc.constantFrom(...URLS, '') },
      { requiredKeys: ['url'] },
    ),
    element: fc.record(
      {
        text,
        href: text,
        attributes: fc.record({ n: text }, { requiredKeys: [] }),
        selectors: fc.subarray(['a', 'b']),
      },
      { requiredKeys: [] },
    ),
    scroll: fc.record({ percent: fc.constantFrom(0, 1, 2.5, 100) }),
    name: text,
    properties: fc.record(
      { n: fc.oneof(text, fc.constantFrom(-3, 0, 1, 2.5, true, null), fc.constant({})) },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['triggerType', 'page'] },
)
