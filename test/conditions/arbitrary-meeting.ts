import fc from 'fast-check'
import type { Routing } from '../../src/conditions/browser-definition.ts'
import type { Condition, Operator, Test } from '../../src/conditions/condition.ts'
import type { Happening } from '../../src/conditions/happening.ts'
import { arbitraryCondition } from './arbitrary-condition.ts'
import { arbitraryHappening } from './arbitrary-happening.ts'

const words = (text: string): string[] => text.split(' ')

const ORIGINS = words(
  'https://shop.example HTTPS://Shop.example:443 http://other.example:8080 https://한국.example',
)
const PIECES = [
  ...words('/ // /a /A/ /상품 ? & = q= q=1 b=2 q # #/ #!/ #t + . .. é e\u0301 * -3 2.50 \' " ; @ :'),
  ...words('%20 %41 %2F %2f %25 %3F %23 %26 %3D %2B %5c %0a %EC%83%81 %ff %E3%81 %C3%A9'),
  ' ',
]
const TEXTS = [
  ...words('A a é e\u0301 İ ß ς 😀 한 \u1112\u1161\u11ab'),
  ' ',
  '\u00a0',
  '\n',
  '😀'.repeat(130),
]
const NUMBERS = [...words('05 1e3 -0 5. 2.50 2.5 -3 true null 9007199254740993'), ' 5', '', 2.5, 0, -3, 1e21]
const FIELDS = [
  ...words('url url.host url.path url.hash url.query.q url.query./ referrer title element.text element.href'),
  ...words('element.attribute.n name property.n property.n.m scroll.percent'),
]
const OPERATORS = words(
  'equals in contains startsWith endsWith glob exists lessThan atMost greaterThan atLeast',
) as Operator[]

/** Addresses of pages: what people and programs write, in all its ways. */
export const arbitraryAddress = fc
  .tuple(
    fc.constantFrom(...ORIGINS),
    fc.constantFrom('/', '/a', '/a/'),
    fc.array(fc.constantFrom(...PIECES), { maxLength: 6 }),
  )
  .map(([origin, path, pieces]) => origin + path + pieces.join(''))

export const arbitraryRouting = fc.constantFrom<Routing>('path', 'hash')

const text = fc.array(fc.constantFrom(...TEXTS), { maxLength: 5 }).map((parts) => parts.join(''))
const property = fc.constantFrom(...NUMBERS, 'é', 'E\u0301', true, false, null, [], { m: 1 }, { m: 'a' })

const happening = fc
  .tuple(arbitraryHappening, arbitraryAddress, fc.option(arbitraryAddress), text, text, property)
  .map(
    ([seen, url, referrer, title, label, n]): Happening => ({
      ...seen,
      page: { ...seen.page, url, title, ...(referrer && { referrer }) },
      element: {
        href: '../b?q=1#/x',
        ...seen.element,
        text: label,
        ...(typeof n === 'string' && { attributes: { n } }),
      },
      properties: { n },
    }),
  )

export interface Meeting {
  readonly happening: Happening
  readonly when: Condition
  readonly routing: Routing
}

const selector = fc
  .constantFrom('a', 'b', 'c')
  .map((value): Test => ({ field: 'element', op: 'selector', value }))

/** A happening, and a condition whose value is taken from what its field is made of, or nearly: random values would hardly ever meet. */
export const arbitraryMeeting: fc.Arbitrary<Meeting> = happening.chain((happening) => {
  const { page, element, scroll, name, properties } = happening
  const { pathname, host, search, hash } = new URL(page.url)
  const made: Record<string, unknown> = {
    ...{ url: page.url, 'url.host': host, 'url.path': pathname, 'url.hash': hash.slice(1) },
    ...{ 'url.query.q': search.slice(3), referrer: page.referrer, title: page.title },
    ...{ 'element.text': element?.text, 'element.href': element?.href, 'property.n': properties?.n },
    ...{ 'element.attribute.n': element?.attributes?.n, name, 'scroll.percent': scroll?.percent },
  }
  const test = fc.constantFrom(...FIELDS).chain((field) => {
    const own = fc.constantFrom(made[field] ?? 'a', made[field] ?? 'a', ...Object.values(made)).map(String)
    const part = fc
      .tuple(
        own,
        fc.constantFrom(0, 0, 1, 3),
        fc.constantFrom(0, 0, 1, 3),
        fc.constantFrom('', '', '', '*', '**', ' ', '/'),
      )
      .map(([text, from, to, more]) => [...text].slice(from, [...text].length - to).join('') + more)
      .filter((text) => text !== '')
    const number = fc.constantFrom(...NUMBERS, true, false, Number(made[field] ?? 1) || 0)
    return fc
      .record({
        field: fc.constant(field),
        op: fc.constantFrom(...OPERATORS),
        value: fc.oneof({ weight: 3, arbitrary: part }, number),
        ignoreCase: fc.boolean(),
      })
      .map((test): Test => (test.op === 'in' ? { ...test, value: ['x', String(test.value)] } : test))
  })
  const when = fc.oneof<fc.Arbitrary<Condition>[]>(test, test, test, arbitraryCondition, selector)
  return fc.record({ happening: fc.constant(happening), when, routing: arbitraryRouting })
})
