import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonicalUrl } from '../../src/conditions/canonical-url.ts'
import { whyNever } from '../../src/conditions/checks/why-never.ts'
import { match } from '../../src/conditions/match.ts'
import { arbitraryAddress, arbitraryMeeting, arbitraryRouting } from './arbitrary-meeting.ts'
import { secondCanonical, secondModel } from './second-model.ts'

it('a second matcher, written from the contract alone, agrees; and what is refused as impossible never happens', () => {
  let matched = 0
  fc.assert(
    fc.property(arbitraryMeeting, ({ happening, when, routing }) => {
      const ours = match({ triggerType: happening.triggerType, routing, when }, happening)
      matched += Number(ours.matched)
      expect(ours.matched, JSON.stringify(ours.why)).toBe(secondModel(when, happening, routing))
      // Of an "in" one value is enough to be refused, and a depth that is no percentage, also where every depth would do.
      const isImpossible =
        'op' in when && when.op !== 'in' && when.field !== 'scroll.percent' && whyNever(when) !== undefined
      if (isImpossible) expect(ours.matched).toBe(false)
    }),
    { numRuns: 1_000 },
  )
  expect(matched).toBeGreaterThan(100)
})

it('and so does a second canonical form of URLs', () => {
  fc.assert(
    fc.property(arbitraryAddress, arbitraryRouting, (url, routing) => {
      const second = secondCanonical(url, url, routing)?.whole.replace(/ $/, '%20')
      expect(canonicalUrl(url, undefined, routing)).toBe(second)
    }),
    { numRuns: 1_000 },
  )
})
