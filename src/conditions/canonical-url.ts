import type { Routing } from './browser-definition.ts'
import { addressOf } from './url/address.ts'

/**
 * The one way to write a URL (CONTRACT §12, *Canonical URLs*): what is the same page is the same text, and the canonical form of a
 * canonical URL is itself. A relative URL is read against `base`; what is no URL gives undefined.
 */
export function canonicalUrl(url: string, base?: string, routing?: Routing): string | undefined {
  return addressOf(url, base, routing === 'hash')?.href.replace(/ $/, '%20') // plain, it would be lost when it is read again
}
