import type { Condition, Test } from '../condition.ts'
import { type AudienceUser, audienceTest } from './audience-test.ts'

/** Whether a user is in it; `now`: epoch ms. */
export type ReadyAudience = (user: AudienceUser, now: number) => boolean

/**
 * An event's audience, made ready to be asked about thousands of users in a second: what `matchAudience` answers with, without why. No test is
 * asked that changes nothing.
 */
export function readyAudience(audience: Condition, eventId: number): ReadyAudience {
  const each = (conditions: unknown): readonly ReadyAudience[] =>
    Array.isArray(conditions) ? conditions.map((one: Condition) => readyAudience(one, eventId)) : []
  if (Object(audience) !== audience) return () => false
  const { all, any, not } = audience as {
    readonly all?: unknown
    readonly any?: unknown
    readonly not?: Condition
  }
  if (all) {
    const ready = each(all)
    return (user, now) => ready.every((holds) => holds(user, now))
  }
  if (any) {
    const ready = each(any)
    return (user, now) => ready.some((holds) => holds(user, now))
  }
  if (not !== undefined) {
    const holds = readyAudience(not, eventId)
    return (user, now) => !holds(user, now)
  }
  const { read, passes } = audienceTest(audience as Test, eventId)
  return (user, now) => passes(read(user) ?? null, now)
}
