import type { Test } from '../condition.ts'
import { testPasses } from '../operators/test-passes.ts'
import { ownValue } from '../own-value.ts'
import { shareOf } from '../share-of.ts'

/** Whom an event may be for. */
export interface AudienceUser {
  readonly id: number
  /** Epoch ms; null: never. */
  readonly lastPurchaseAt: number | null
  readonly lastLoginAt: number | null
  /** The other claims of the user's token. */
  readonly attributes: Readonly<Record<string, unknown>>
}

/** A test of an audience, made ready once for all users. */
export interface AudienceTest {
  /** What it looks at; null and undefined: the user has no such thing. */
  readonly read: (user: AudienceUser) => unknown
  /** `now`: epoch ms. */
  readonly passes: (value: unknown, now: number) => boolean
}

const DAY_MS = 86_400_000
const ATTRIBUTE = 'attribute.'

/** Any JSON may come in: of a test that is none nothing passes. */
export const audienceTest = (test: Test, eventId: number): AudienceTest => ({
  read: reader(test.field, eventId),
  passes: passes(test),
})

function reader(field: unknown, eventId: number): AudienceTest['read'] {
  switch (field) {
    case 'user.id':
      return ({ id }) => id
    case 'user.lastPurchaseAt':
      return ({ lastPurchaseAt }) => lastPurchaseAt
    case 'user.lastLoginAt':
      return ({ lastLoginAt }) => lastLoginAt
    case 'rollout':
      return ({ id }) => shareOf(`rollout:${eventId}:${id}`) * 100
  }
  if (typeof field !== 'string' || !field.startsWith(ATTRIBUTE)) return () => undefined
  const name = field.slice(ATTRIBUTE.length)
  const path = name.split('.')
  // Logins give claims of their own the name of a URL, dots and all.
  return ({ attributes }) => ownValue(attributes, name) ?? path.reduce(ownValue, attributes as unknown)
}

function passes(test: Test): AudienceTest['passes'] {
  const { op, value: wanted } = test
  if (op !== 'withinDays' && op !== 'olderThanDays') return (value) => testPasses(test, [value])
  if (typeof wanted !== 'number') return () => false
  const isOfAge = op === 'withinDays' ? (days: number) => days <= wanted : (days: number) => days > wanted
  return (value, now) => typeof value === 'number' && isOfAge((now - value) / DAY_MS)
}
