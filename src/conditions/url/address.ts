import { decodeEscapes } from './decode-escapes.ts'

/** A URL in canonical form, and its parts as tests see them (CONTRACT §12, *Canonical URLs*). */
export interface Address {
  /** Canonical, but for a space at its end, which is plain here. */
  readonly href: string
  /** With the port, if it isn't the scheme's own. */
  readonly host: string
  readonly path: string
  /** The fragment, decoded whole; undefined if it is empty, or the route. */
  readonly hash: string | undefined
  /** The query's, canonical, as they came: `name=value`, or `name`. */
  readonly pairs: readonly string[]
}

/** The name of a pair of a query. */
export const nameOf = (pair: string): string => {
  return pair.split('=')[0]!
}

/** `path` as canonical URLs have it: decoded, without slashes at its end. */
export const canonicalPath = (path: string): string => {
  let end = path.length
  while (end > 1 && path[end - 1] === '/') end--
  return decodeEscapes(path.slice(0, end))
}

/** By UTF-16 units, the same in every language. */
const compare = (one: string, other: string): number => {
  return one < other ? -1 : Number(one > other)
}

/** Reads a URL, relative ones against `base`; undefined if it is none, or no text. `isHash`: its route is in its fragment. */
export const addressOf = (url: unknown, base: string | undefined, isHash: boolean): Address | undefined => {
  if (typeof url !== 'string') return undefined
  let parsed: URL
  try {
    parsed = new URL(url, base)
  } catch {
    return undefined
  }
  const origin = `${parsed.protocol}//${parsed.host}`
  const route = isHash && /^#!?(\/.*)/.exec(parsed.hash)
  if (route) parsed = new URL(origin + route[1])
  const path = canonicalPath(parsed.pathname || '/')
  const pairs = parsed.search
    .slice(1)
    .split('&')
    .filter((pair) => pair)
    .map((pair) => decodeEscapes(pair.replace(/\+/g, ' ')))
  const query = [...pairs].sort((one, other) => compare(nameOf(one), nameOf(other))).join('&')
  return {
    // What has no host (mailto:, about:, file:) has rules of its own: as the parser has it.
    href: parsed.host ? origin + path + (query && `?${query}`) : parsed.href.split('#')[0]!.trim(),
    host: parsed.host,
    path,
    hash: (!route && decodeEscapes(parsed.hash.slice(1), true)) || undefined,
    pairs,
  }
}
