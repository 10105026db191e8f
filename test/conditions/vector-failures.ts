import { canonicalUrl } from '../../src/conditions/canonical-url.ts'
import { isSampled } from '../../src/conditions/is-sampled.ts'
import { match } from '../../src/conditions/match.ts'
import { normalText } from '../../src/conditions/normal-text.ts'
import { shareOf } from '../../src/conditions/share-of.ts'
import type { Vectors } from './vectors.ts'

/** What this machine answers otherwise than `fixtures/matching.json` says, a line each. Runs in Node.js and in a page alike. */
export function vectorFailures({ canonicalUrls, texts, shares, samples, matches }: Vectors): string[] {
  const failures: string[] = []
  const expect = (what: unknown, answer: unknown, expected: unknown): void => {
    if (answer !== expected)
      failures.push([what, answer, expected].map((one) => JSON.stringify(one)).join(' → '))
  }
  for (const vector of canonicalUrls) {
    const { url, base, routing, canonical } = vector
    expect(vector, canonicalUrl(url, base, routing) ?? null, canonical)
    if (canonical !== null) expect(canonical, canonicalUrl(canonical, base, routing), canonical)
  }
  for (const { text, normal } of texts) {
    expect(text, normalText(text), normal)
    expect(normal, normalText(normal), normal)
  }
  for (const { key, share } of shares) expect(key, shareOf(key), share)
  for (const sample of samples) {
    const { eventId, visitor, share, sampleRate, sampled } = sample
    expect(sample, shareOf(`${eventId}:${visitor}`), share)
    expect(sample, isSampled(eventId, visitor, sampleRate), sampled)
  }
  for (const { about, happening, cases } of matches) {
    for (const one of cases) {
      const definition = { triggerType: happening.triggerType, ...one }
      expect([about, one], match(definition, happening).matched, one.matched)
    }
  }
  return failures
}
