import type { Routing } from './browser-definition.ts'
import type { Happening } from './happening.ts'
import { normalText, spacedText } from './normal-text.ts'
import { ownValue } from './own-value.ts'
import { type Address, addressOf, canonicalPath, nameOf } from './url/address.ts'
import { decodeEscapes } from './url/decode-escapes.ts'

/** Rewrites a test's value as its field is written; undefined: it can't be. */
type Write = (text: string) => string | undefined

/** What a test's field holds, and how the test's value has to be written to be compared with it. */
export interface Field {
  /** Undefined: it isn't there. */
  readonly value: unknown
  /** Of a value that is compared with all of the field; absent: as it is. */
  readonly whole?: Write
  /** Of one that is compared with a part of it. */
  readonly part?: Write
}

const NAMED = /^(url\.query|element\.attribute|property)\.(.+)/s

/** The field of a happening that a test names (CONTRACT §12, *Fields*); one without a value if there is no such field. */
export function fieldOf(name: unknown, happening: Happening, routing: Routing | undefined): Field {
  const { page, element } = happening
  const base = page?.url
  const here = read(base, base, routing)
  const text = (value: unknown): Field => ({
    value: typeof value === 'string' ? normalText(value) || undefined : undefined,
    whole: normalText,
    part: spacedText,
  })
  const url = (address: Address | undefined): Field => ({
    value: address?.href,
    whole: (whole) => read(whole, base, routing)?.href,
    part: decodeEscapes,
  })
  const [, group, key = ''] = (typeof name === 'string' && NAMED.exec(name)) || []
  switch (group ?? name) {
    case 'url':
      return url(here)
    case 'url.host':
      return { value: here?.host, whole: (whole) => read(`//${whole}`, base)?.host }
    case 'url.path':
      return { value: here?.path, whole: canonicalPath, part: decodeEscapes }
    case 'url.hash':
      return { value: here?.hash }
    case 'url.query': {
      const pair = here?.pairs.find((pair) => decodeEscapes(nameOf(pair), true) === key)
      return { value: pair && decodeEscapes(pair.slice(nameOf(pair).length + 1), true) }
    }
    case 'referrer':
      return url(read(page?.referrer))
    case 'title':
      return text(page?.title)
    case 'element':
      return { value: element?.selectors }
    case 'element.text':
      return text(element?.text)
    case 'element.href':
      return url(read(element?.href, base, routing))
    case 'element.attribute':
      return { value: ownValue(element?.attributes, key) }
    case 'scroll.percent':
      return { value: happening.scroll?.percent }
    case 'name':
      return { value: happening.name }
    case 'property':
      return { value: key.split('.').reduce(ownValue, happening.properties as unknown) }
    default:
      return { value: undefined }
  }
}

/** What was read before: a page's own URL and the values of its definitions come again with every happening. */
const readOfPath = new Map<string, { base: string | undefined; address: Address | undefined }>()
const readOfHash: typeof readOfPath = new Map()
const MAX_KNOWN = 1_000

function read(url: unknown, base?: string, routing?: Routing): Address | undefined {
  if (typeof url !== 'string') return undefined
  const known = routing === 'hash' ? readOfHash : readOfPath
  let entry = known.get(url)
  if (!entry || entry.base !== base) {
    entry = { base, address: addressOf(url, base, routing) }
    if (known.size === MAX_KNOWN) known.clear()
    known.set(url, entry)
  }
  return entry.address
}
