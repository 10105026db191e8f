import type { Routing } from './browser-definition.ts'
import type { Happening } from './happening.ts'
import { normalText, spacedText } from './normal-text.ts'
import { ownValue } from './own-value.ts'
import { type Address, addressOf, canonicalPath, nameOf } from './url/address.ts'
import { decodeEscapes } from './url/decode-escapes.ts'

/** Rewrites a test's value as its field is written; undefined: it can't be. */
type Write = (text: string) => string | undefined

/**
 * What a test's field holds (undefined: it isn't there), and how a test's value has to be written to be compared with all of it, or with
 * a part of it (absent: as it is).
 */
export type Field = readonly [value?: unknown, whole?: Write, part?: Write]

const NAMED = /^(url\.query|element\.attribute)\.(.+)/s

/**
 * The field of a happening that a test names (CONTRACT §12, *Fields*). Takes any name; one that saving refuses may have a value too
 * (`element.id`), the same everywhere.
 */
export const fieldOf = (name: unknown, happening: Happening, routing: Routing | undefined): Field => {
  const { page, element, scroll, name: called, properties: property } = happening
  const { url: base, referrer, title } = page ?? {}
  const isHash = routing === 'hash'
  const url = read(base, base, isHash)
  if (typeof name !== 'string') return []
  const [, group, key = ''] = NAMED.exec(name) ?? []
  if (group === 'url.query') {
    const pair = url?.pairs.find((pair) => decodeEscapes(nameOf(pair), true) === key)
    return [pair && decodeEscapes(pair.slice(nameOf(pair).length + 1), true)]
  }
  const seen = { url, referrer, title, element, scroll, name: called, property }
  const value = group ? ownValue(element?.attributes, key) : name.split('.').reduce(ownValue, seen as unknown)
  switch (name) {
    case 'url':
    case 'referrer':
    case 'element.href':
      return [
        (value === url ? url : value ? read(value, base, isHash) : undefined)?.href,
        (whole) => read(whole, base, isHash)?.href,
        decodeEscapes,
      ]
    case 'url.host':
      return [value, (whole) => read(`//${whole}`, base, false)?.host]
    case 'url.path':
      return [value, canonicalPath, decodeEscapes]
    case 'element':
      return [element?.selectors]
    case 'title':
    case 'element.text':
      return [(typeof value === 'string' && normalText(value)) || undefined, normalText, spacedText]
    default:
      return [value]
  }
}

/** `base` and `isHash` are those it was read with. */
type Read = readonly [address: Address | undefined, base: string | undefined, isHash: boolean]

/** What was read before: a page's own URL and the values of its definitions come again with every happening. */
const known = new Map<unknown, Read>()
const MAX_KNOWN = 1_000

const read = (url: unknown, base: string | undefined, isHash: boolean): Address | undefined => {
  let entry = known.get(url)
  if (entry?.[1] !== base || entry?.[2] !== isHash) {
    entry = [addressOf(url, base, isHash), base, isHash]
    if (known.size > MAX_KNOWN) known.clear()
    known.set(url, entry)
  }
  return entry![0]
}
