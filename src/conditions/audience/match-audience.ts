import type { Condition, Test } from '../condition.ts'
import { conditionHolds } from '../condition-holds.ts'
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

/** What is the same for all users: the event, and the time in epoch ms. */
export interface AudienceOf {
  readonly eventId: number
  readonly now: number
}

export interface AudienceMatch {
  readonly matched: boolean
  readonly why: readonly { readonly test: Test; readonly value: unknown; readonly passed: boolean }[]
}

const DAY_MS = 86_400_000

/** Hears of each test of an audience. */
type TestListener = (test: Test, value: unknown, passed: boolean) => void

/** Whether a user is in an event's audience (CONTRACT §12, *Audience*), and why. */
export function matchAudience(
  audience: Condition | undefined,
  user: AudienceUser | undefined,
  of: AudienceOf,
): AudienceMatch {
  const why: AudienceMatch['why'][number][] = []
  const matched = isInAudience(audience, user, of, (test, value, passed) => why.push({ test, value, passed }))
  return { matched, why }
}

/** Everybody is where there is none; nobody without a token else. */
export function isInAudience(
  audience: Condition | undefined,
  user: AudienceUser | undefined,
  { eventId, now }: AudienceOf,
  listen?: TestListener,
): boolean {
  if (audience === undefined || audience === null) return true
  if (user === undefined) return false
  return conditionHolds(audience, (test) => {
    const value = audienceValue(test.field, user, eventId) ?? null
    const passed = audienceTestPasses(test, value, now)
    listen?.(test, value, passed)
    return passed
  })
}

function audienceValue(field: unknown, user: AudienceUser, eventId: number): unknown {
  switch (field) {
    case 'user.id':
      return user.id
    case 'user.lastPurchaseAt':
      return user.lastPurchaseAt
    case 'user.lastLoginAt':
      return user.lastLoginAt
    case 'rollout':
      return shareOf(`rollout:${eventId}:${user.id}`) * 100
  }
  if (typeof field !== 'string' || !field.startsWith('attribute.')) return undefined
  const name = field.slice('attribute.'.length)
  // Logins give claims of their own the name of a URL, dots and all.
  return ownValue(user.attributes, name) ?? name.split('.').reduce(ownValue, user.attributes as unknown)
}

function audienceTestPasses(test: Test, value: unknown, now: number): boolean {
  const age = typeof value === 'number' ? (now - value) / DAY_MS : Number.NaN
  switch (test.op) {
    case 'withinDays':
      return typeof test.value === 'number' && age <= test.value
    case 'olderThanDays':
      return typeof test.value === 'number' && age > test.value
    default:
      return testPasses(test, [value])
  }
}
