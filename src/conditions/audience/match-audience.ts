import type { Condition, Test } from '../condition.ts'
import { conditionHolds } from '../condition-holds.ts'
import { type AudienceUser, audienceTest } from './audience-test.ts'

/** What is the same for all users: the event, and the time in epoch ms. */
export interface AudienceOf {
  readonly eventId: number
  readonly now: number
}

export interface AudienceMatch {
  readonly matched: boolean
  readonly why: readonly { readonly test: Test; readonly value: unknown; readonly passed: boolean }[]
}

/**
 * Whether a user is in an event's audience (CONTRACT §12, *Audience*), and why. Everybody is where there is none; nobody without a token else.
 */
export function matchAudience(
  audience: Condition | null | undefined,
  user: AudienceUser | undefined,
  { eventId, now }: AudienceOf,
): AudienceMatch {
  const why: AudienceMatch['why'][number][] = []
  if (audience === undefined || audience === null) return { matched: true, why }
  if (user === undefined) return { matched: false, why }
  const matched = conditionHolds(audience, (test) => {
    const { read, passes } = audienceTest(test, eventId)
    const value = read(user) ?? null
    const passed = passes(value, now)
    why.push({ test, value, passed })
    return passed
  })
  return { matched, why }
}
