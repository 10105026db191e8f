import { type Address, addressOf, canonicalPath } from './address.ts'
import type { Routing } from './browser-definition.ts'
import { decodeEscapes } from './decode-escapes.ts'
import type { Happening } from './happening.ts'
import { normalText, spacedText } from './normal-text.ts'
import { ownValue } from './own-value.ts'

/** What a test's field holds, and how the test's value has to be written to be compared with it. */
export interface Field {
  /** Undefined: it isn't there. */
  readonly value: unknown
  /** Rewrites the test's value as the field is: `whole` if it is compared with all of it, not with a part. */
  readonly write: (text: string, whole: boolean) => string | undefined
}

const NAMED = /^(url\.query|element\.attribute|property)\.(.+)$/s

/** The field of a happening that a test names (CONTRACT §12, *Fields*); one without a value if there is no such field. */
export function fieldOf(name: string, happening: Happening, routing: Routing | undefined): Field {
  const { page, element } = happening
  const here = read(page?.url, undefined, routing)
  const base = here && page.url
  const field = (value: unknown, write: Field['write'] = (text) => text): Field => ({ value, write })
  const text = (value: unknown): Field =>
    field((typeof value === 'string' && normalText(value)) || undefined, (part, whole) =>
      (whole ? normalText : spacedText)(part),
    )
  const url = (address: Address | undefined): Field =>
    field(address?.href, (part, whole) => (whole ? read(part, base, routing)?.href : decodeEscapes(part)))
  const [, group, key = ''] = (typeof name === 'string' && NAMED.exec(name)) || []
  switch (group ?? name) {
    case 'url':
      return url(here)
    case 'url.host':
      return field(here?.host, (part, whole) => (whole ? read(`//${part}`, base)?.host : part))
    case 'url.path':
      return field(here?.path, (part, whole) => (whole ? canonicalPath : decodeEscapes)(part))
    case 'url.hash':
      return field(here?.hash || undefined)
    case 'url.query': {
      const pair = here?.pairs.find(([one]) => decodeEscapes(one, true) === key)
      return field(pair && decodeEscapes(pair[1].slice(pair[0].length + 1), true))
    }
    case 'referrer':
      return url(read(page?.referrer))
    case 'title':
      return text(page?.title)
    case 'element':
      return field(element?.selectors)
    case 'element.text':
      return text(element?.text)
    case 'element.href':
      return url(read(element?.href, base, routing))
    case 'element.attribute':
      return field(ownValue(element?.attributes, key))
    case 'scroll.percent':
      return field(happening.scroll?.percent)
    case 'name':
      return field(happening.name)
    case 'property':
      return field(key.split('.').reduce(ownValue, happening.properties as unknown))
    default:
      return field(undefined)
  }
}

/** Addresses that were read before: a page's own and the values of its definitions come again with every happening. */
const known = new Map<string, Address | undefined>()
const MAX_KNOWN = 1_000

function read(url: unknown, base?: string, routing?: Routing): Address | undefined {
  if (typeof url !== 'string') return undefined
  const key = `${routing} ${base} ${url}`
  if (!known.has(key)) {
    if (known.size === MAX_KNOWN) known.clear()
    known.set(key, addressOf(url, base, routing))
  }
  return known.get(key)
}
