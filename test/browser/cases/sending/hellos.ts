import { callOf } from '../../shop/definitions.ts'
import { until } from '../../until.ts'
import type { Visitor } from '../../visitor.ts'

/** What these pages call `track` with. */
export const HELLO = callOf(2, 'hello')

/** `axon.track('hello', {number})` from 1 on, so often. */
export const track = (times: number, extra = ''): string =>
  `for (let number = 1; number <= ${times}; number += 1) axon.track('hello', { number${extra} })`

export const numbers = (visitor: Visitor): readonly unknown[] =>
  visitor.seen(2).map(({ properties }) => properties?.number)

export const upTo = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => index + 1)

/** How often an item of event 2 was in a request, whatever became of that. */
export const attempts = (visitor: Visitor): number =>
  visitor.site.intake.arrivals.flatMap(({ items }) => items).filter(({ eventId }) => eventId === 2).length

export const isFailing = (visitor: Visitor, times: number): Promise<void> =>
  until(`${times} attempts`, () => attempts(visitor) >= times)

/** The page has heard what became of everything that it sent, and nothing waits. */
export const isAnswered = (visitor: Visitor): Promise<void> =>
  until('nothing waits any more', () =>
    visitor.read<boolean>(`!localStorage.getItem('axon-${visitor.site.axon.siteKey}')`),
  )
