import type { Routing } from '../browser-definition.ts'
import { decodeEscapes } from './decode-escapes.ts'

/** A URL in canonical form, and its parts as tests see them (CONTRACT §12, *Canonical URLs*). */
export interface Address {
  /** Canonical, but for a space at its end, which is plain here. */
  readonly href: string
  /** With the port, if it isn't the scheme's own. */
  readonly host: string
  readonly path: string
  /** The fragment, decoded whole; empty if there is none, or if it is the route. */
  readonly hash: string
  /** As they came: canonical name, and the canonical pair (`name=value`, or `name`). */
  readonly pairs: readonly (readonly [name: string, pair: string])[]
}

/** `path` as canonical URLs have it: decoded, without slashes at its end. */
export function canonicalPath(path: string): string {
  let end = path.length
  while (end > 1 && path[end - 1] === '/') end--
  return decodeEscapes(path.slice(0, end))
}

/** Reads a URL, relative ones against `base`; undefined if it is none. */
export function addressOf(url: string, base?: string, routing?: Routing): Address | undefined {
  let parsed: URL
  try {
    parsed = new URL(url, base)
  } catch {
    return undefined
  }
  const origin = `${parsed.protocol}//${parsed.host}`
  const route = routing === 'hash' && /^#!?(\/.*)/.exec(parsed.hash)
  if (route) parsed = new URL(origin + route[1])
  const path = canonicalPath(parsed.pathname || '/')
  const pairs = parsed.search
    .slice(1)
    .split('&')
    .filter((pair) => pair)
    .map((pair) => decodeEscapes(pair.replace(/\+/g, ' ')))
    .map((pair) => [pair.split('=')[0]!, pair] as const)
  const sorted = [...pairs].sort(([one], [other]) => Number(one > other) - Number(one < other))
  // What has no host (mailto:, about:, file:) has rules of its own: as the parser has it.
  const href = parsed.host
    ? origin + path + sorted.map(([, pair], index) => (index ? '&' : '?') + pair).join('')
    : parsed.href.split('#')[0]!.trim()
  return {
    href,
    host: parsed.host,
    path,
    hash: route ? '' : decodeEscapes(parsed.hash.slice(1), true),
    pairs,
  }
}
