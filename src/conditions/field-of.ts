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

const NAMED = /^(url\.query|element\.attribute)\.(.+)/s

/**
 * The field of a happening that a test names (CONTRACT §12, *Fields*). Takes any name; one that saving refuses may have a value too
 * (`element.id`), the same everywhere.
 */
export const fieldOf = (name: unknown, happening: Happening, routing: Routing | undefined): Field => {
  const { page, element, scroll, name: called, properties: property } = happening
  const base = page?.url
  const isHash = routing === 'hash'
  const url = read(base, base, isHash)
  if (typeof name !== 'string') return { value: undefined }
  const [, group, key = ''] = NAMED.exec(name) ?? []
  if (group === 'url.query') {
    const pair = url?.pairs.find((pair) => decodeEscapes(nameOf(pair), true) === key)
    return { value: pair && decodeEscapes(pair.slice(nameOf(pair).length + 1), true) }
  }
  const seen = { url, referrer: page?.referrer, title: page?.title, element, scroll, name: called, property }
  const value = group ? ownValue(element?.attributes, key) : name.split('.').reduce(ownValue, seen as unknown)
  switch (name) {
    case 'url':
    case 'referrer':
    case 'element.href':
      return {
        value: (value === url ? url : value ? read(value, base, isHash) : undefined)?.href,
        whole: (whole) => read(whole, base, isHash)?.href,
        part: decodeEscapes,
      }
    case 'url.host':
      return { value, whole: (whole) => read(`//${whole}`, base, false)?.host }
    case 'url.path':
      return { value, whole: canonicalPath, part: decodeEscapes }
    case 'element':
      return { value: element?.selectors }
    case 'title':
    case 'element.text':
      return {
        value: (typeof value === 'string' && normalText(value)) || undefined,
        whole: normalText,
        part: spacedText,
      }
    default:
      return { value }
  }
}

interface Read {
  readonly base: string | undefined
  readonly isHash: boolean
  readonly address: Address | undefined
}

/** What was read before: a page's own URL and the values of its definitions come again with every happening. */
const known = new Map<unknown, Read>()
const MAX_KNOWN = 1_000

const read = (url: unknown, base: string | undefined, isHash: boolean): Address | undefined => {
  let entry = known.get(url)
  if (!entry || entry.base !== base || entry.isHash !== isHash) {
    entry = { base, isHash, address: addressOf(url, base, isHash) }
    if (known.size === MAX_KNOWN) known.clear()
    known.set(url, entry)
  }
  return entry.address
}
