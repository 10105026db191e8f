import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { packageRoot } from '../../src/package-root.ts'
import { vectorFailures } from './vector-failures.ts'
import type { Vectors } from './vectors.ts'

const vectors = JSON.parse(readFileSync(join(packageRoot, 'fixtures/matching.json'), 'utf8')) as Vectors

it('answers as fixtures/matching.json says', () => {
  expect(vectorFailures(vectors)).toEqual([])
})

it('fails on what is answered otherwise', () => {
  const happening = { triggerType: 'PAGE_VIEW', page: { url: 'https://shop.example/' } } as const
  const wrong = {
    canonicalUrls: [{ url: 'https://shop.example', canonical: 'https://shop.example' }],
    texts: [{ text: ' a', normal: ' a' }],
    shares: [{ key: '', share: 2 }],
    samples: [{ eventId: 1, visitor: '1', share: 2, sampleRate: 1, sampled: false }],
    matches: [{ about: '', happening, cases: [{ matched: false }] }],
  }
  expect(vectorFailures(wrong).length).toBe(8)
})
