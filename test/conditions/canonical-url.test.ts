import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Routing } from '../../src/conditions/browser-definition.ts'
import { canonicalUrl } from '../../src/conditions/canonical-url.ts'
import type { Operator } from '../../src/conditions/condition.ts'
import { match } from '../../src/conditions/match.ts'
import { nastyUrl } from './arbitrary-url.ts'

const routing = fc.constantFrom<Routing>('path', 'hash')
const PAGE = 'https://shop.example/a/b?c=d#e'

it('the canonical form of a canonical URL is itself', () => {
  fc.assert(
    fc.property(nastyUrl, routing, (url, routing) => {
      const canonical = canonicalUrl(url, PAGE, routing)
      if (canonical === undefined) return
      expect(canonicalUrl(canonical, undefined, routing)).toBe(canonical)
      expect(canonicalUrl(canonical, PAGE, routing)).toBe(canonical)
      expect(canonicalUrl(canonical, canonical, routing)).toBe(canonical)
    }),
    { numRuns: 1_000 },
  )
})

it("a page's URL equals itself, its canonical form and its parts, however they are written", () => {
  fc.assert(
    fc.property(nastyUrl, routing, (url, routing) => {
      const canonical = canonicalUrl(url, undefined, routing)
      if (!canonical?.startsWith('http')) return // those of other schemes are as the parser has them
      const holds = (op: Operator, field: string, value: string): boolean =>
        match(
          { triggerType: 'PAGE_VIEW', routing, when: { field, op, value } },
          { triggerType: 'PAGE_VIEW', page: { url } },
        ).matched
      expect(holds('equals', 'url', url)).toBe(true)
      expect(holds('equals', 'url', canonical)).toBe(true)
      const { host, pathname } = new URL(canonical)
      for (const op of ['startsWith', 'endsWith', 'contains'] as const)
        expect(holds(op, 'url', canonical)).toBe(true)
      expect(holds('equals', 'url.host', host)).toBe(true)
      expect(holds('equals', 'url.path', pathname)).toBe(true)
    }),
    { numRuns: 300 },
  )
})

it('leaves nothing encoded that a URL can hold plainly', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (text) => {
      const plain = text.replace(/[%/?#&=+\\\0-\x1f]/g, '').trim()
      if (/^\.{0,2}$/.test(plain)) return
      const encoded = `https://shop.example/${encodeURIComponent(plain)}?q=${encodeURIComponent(plain)}x`
      expect(canonicalUrl(encoded)).toBe(`https://shop.example/${plain}?q=${plain}x`)
    }),
    { numRuns: 300 },
  )
})
