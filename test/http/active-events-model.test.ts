import { sql } from 'drizzle-orm/sql'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ActivityStates } from '../../src/http/activities/activity-states.ts'
import { EventDelivery } from '../../src/http/events/event-delivery.ts'
import type { Database } from '../../src/stores/database.ts'
import { databases } from '../databases.ts'
import { withShop } from '../open-shop.ts'
import { SHOP } from '../shop.ts'
import { type PutEvent, putEvents } from './put-event.ts'

const DAY_MS = 86_400_000
const NOW = Date.now()
const BROWSERS = ['PAGE_VIEW', 'CLICK', 'FORM_SUBMIT', 'SCROLL_DEPTH', 'ELEMENT_VISIBLE', 'CUSTOM']

/** Of these activities only the first can be entered. */
const ACTIVITIES = [
  { id: 1 },
  { id: 2, status: 'PAUSED' },
  { id: 3, endDate: NOW - DAY_MS },
  { id: 4, limitCount: 0 },
  { id: 5, status: 'DRAFT' },
].map((more) => ({ ...SHOP.campaignActivities[0]!, ...more }))

interface ModelUser {
  readonly id: number
  readonly lastPurchaseAt: number | null
  readonly lastLoginAt: number | null
  readonly attributes: Readonly<Record<string, unknown>>
}

interface Audience {
  readonly all?: readonly Audience[]
  readonly any?: readonly Audience[]
  readonly not?: Audience
  readonly field?: string
  readonly op?: string
  readonly value?: unknown
}

const test = fc.oneof(
  fc.record({ field: fc.constant('user.id'), op: fc.constant('in'), value: fc.subarray([1, 2, 3, 4, 5]) }),
  fc.record({
    field: fc.constant('user.id'),
    op: fc.constant('atMost'),
    value: fc.integer({ min: 0, max: 6 }),
  }),
  fc.record({
    field: fc.constantFrom('user.lastPurchaseAt', 'user.lastLoginAt'),
    op: fc.constantFrom('withinDays', 'olderThanDays'),
    value: fc.integer({ min: 0, max: 10 }),
  }),
  fc.record({
    field: fc.constantFrom('user.lastPurchaseAt', 'user.lastLoginAt', 'attribute.grade', 'attribute.none'),
    op: fc.constant('exists'),
  }),
  fc.record({
    field: fc.constantFrom('attribute.grade', 'attribute.address.city'),
    op: fc.constant('equals'),
    value: fc.constantFrom('gold', 'silver', '서울'),
  }),
  fc.record({ field: fc.constant('rollout'), op: fc.constant('atMost'), value: fc.constantFrom(0, 100) }),
)

const audience: fc.Arbitrary<Audience> = fc.letrec<{ condition: Audience }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    test as fc.Arbitrary<Audience>,
    fc.record({ all: fc.array(tie('condition'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('condition'), { maxLength: 3 }) }),
    fc.record({ not: tie('condition') }),
  ),
})).condition

const event = (id: number): fc.Arbitrary<PutEvent> => {
  const date = fc.option(fc.integer({ min: -3, max: 3 }).map((days) => NOW + (days || 1) * DAY_MS))
  return fc
    .record({
      status: fc.oneof(
        { weight: 4, arbitrary: fc.constant('ACTIVE' as const) },
        fc.constant('INACTIVE' as const),
      ),
      triggerType: fc.constantFrom(...BROWSERS, 'LOGIN_SUCCESS'),
      siteId: fc.constantFrom(null, 1, 2),
      dates: fc.oneof({ weight: 2, arbitrary: fc.constant([null, null]) }, fc.tuple(date, date)),
      audience: fc.option(audience, { nil: undefined }),
      activityId: fc.oneof(
        { weight: 2, arbitrary: fc.constant(undefined) },
        fc.constantFrom(1, '1', 2, 3, 4, 5, 99),
      ),
    })
    .map(({ dates: [startsAt = null, endsAt = null], audience, activityId, ...rest }) => {
      return { ...rest, id, startsAt, endsAt, triggerPayload: { audience, activityId } }
    })
}

const events = fc.tuple(...Array.from({ length: 20 }, (_, index) => event(100 + index)))

const users = fc.tuple(
  ...[1, 2, 3, 4].map((id) =>
    fc.record({
      id: fc.constant(id),
      lastPurchaseAt: daysAgo(),
      lastLoginAt: daysAgo(),
      attributes: fc.record(
        {
          grade: fc.constantFrom('gold', 'silver'),
          address: fc.oneof(fc.record({ city: fc.constantFrom('서울', '부산') }), fc.constant('서울')),
        },
        { requiredKeys: [] },
      ),
    }),
  ),
)

/** Never just on the boundary of a whole day. */
function daysAgo(): fc.Arbitrary<number | null> {
  return fc.option(fc.integer({ min: 0, max: 12 }).map((days) => NOW - days * DAY_MS - DAY_MS / 2))
}

/** One sentence of the contract after the other, as slowly as one likes. */
function applies(event: PutEvent, siteId: number, user: ModelUser | null): boolean {
  const { audience, activityId } = event.triggerPayload as { audience?: Audience; activityId?: unknown }
  if (event.status !== 'ACTIVE' || !BROWSERS.includes(event.triggerType ?? '')) return false
  if (event.siteId !== null && event.siteId !== siteId) return false
  if (event.startsAt && event.startsAt > NOW) return false
  if (event.endsAt && event.endsAt < NOW) return false
  if (activityId !== undefined && Number(activityId) !== 1) return false
  if (audience === undefined) return true
  return user !== null && holds(audience, user)
}

function holds(condition: Audience, user: ModelUser): boolean {
  const { all, any, not, field, op, value } = condition
  if (all) return all.every((one) => holds(one, user))
  if (any) return any.some((one) => holds(one, user))
  if (not) return !holds(not, user)
  const { grade, address } = user.attributes as { grade?: string; address?: { city?: string } }
  const facts: Record<string, unknown> = {
    'user.id': user.id,
    'user.lastPurchaseAt': user.lastPurchaseAt,
    'user.lastLoginAt': user.lastLoginAt,
    'attribute.grade': grade,
    'attribute.address.city': address?.city,
    rollout: 50,
  }
  const fact = facts[field ?? ''] ?? null
  if (fact === null) return false
  const days = (NOW - Number(fact)) / DAY_MS
  const verdicts: Record<string, boolean> = {
    exists: true,
    in: Array.isArray(value) && value.includes(fact),
    equals: fact === value,
    atMost: Number(fact) <= Number(value),
    withinDays: days <= Number(value),
    olderThanDays: days > Number(value),
  }
  return verdicts[op ?? ''] ?? false
}

async function putSummaries(
  { query, dialect }: Pick<Database, 'query' | 'dialect'>,
  users: readonly ModelUser[],
): Promise<void> {
  await query(sql`DELETE FROM user_summary`)
  for (const { id, lastPurchaseAt, lastLoginAt } of users) {
    if (lastPurchaseAt === null && lastLoginAt === null) continue
    await query(
      sql`INSERT INTO user_summary (user_id, last_purchase_at, last_login_at)
          VALUES (${id}, ${dialect.instant(lastPurchaseAt)}, ${dialect.instant(lastLoginAt)})`,
    )
  }
}

describe.each(databases)('random definitions on $name', ({ create }) => {
  it('apply to whom a naive reading of the contract says, to all who ask at once', () =>
    withShop(create, { ...SHOP, campaignActivities: ACTIVITIES }, async (database) => {
      const seen = new Set<string>()
      await fc.assert(
        fc.asyncProperty(events, users, async (events, users) => {
          await database.transaction(async (query) => {
            await putEvents({ dialect: database.dialect, query }, events)
            await putSummaries({ dialect: database.dialect, query }, users)
          })
          const delivery = new EventDelivery(database, new ActivityStates(database))
          const asked = [null, ...users].flatMap((user) => [1, 2, 3].map((siteId) => ({ user, siteId })))
          await Promise.all(
            asked.map(async ({ user, siteId }) => {
              const list = await delivery.listFor(
                siteId,
                user && { userId: user.id, attributes: user.attributes },
              )
              const { definitions, empty } = JSON.parse(list.bytes.toString())
              const expected = events.filter((event) => applies(event, siteId, user)).map(({ id }) => id)
              expect(definitions.map(({ id }: { id: number }) => id)).toEqual(expected)
              expect(empty).toBe(expected.length === 0)
              for (const event of events) seen.add(`${user !== null} ${expected.includes(event.id)}`)
            }),
          )
        }),
        { numRuns: 15 },
      )
      expect(seen.size).toBe(4)
    }))
})
