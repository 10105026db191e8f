import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm/sql'
import { expect, it } from 'vitest'
import { SHOP } from '../shop.ts'
import { type Answered, RunningService, tokenOf } from './running-service.ts'

const OPENS_IN_MS = 5_000
const CLICKS_PER_SECOND = 1_000
/** Who ask too early are few, each again and again: what counts is that none of it is stored. */
const USERS = 50

const [ACTIVITY] = SHOP.campaignActivities

it('stores nothing of 1 000 early clicks a second, and decides from the opening on', async () => {
  const opensAt = Date.now() + OPENS_IN_MS
  const shop = {
    ...SHOP,
    campaignActivities: [{ ...ACTIVITY, startDate: new Date(opensAt).toISOString() }],
  }
  const service = await RunningService.start({ shop, args: ['--limit-user', '0'] })
  try {
    const tokens = await Promise.all(Array.from({ length: USERS }, (_, index) => tokenOf(index + 1)))
    const early: Answered[] = []
    const all: Promise<unknown>[] = []
    const startedAt = performance.now()
    const entries = () =>
      service.folder.withDatabase(async ({ query, dialect }) =>
        query<{ requested: number }>(
          sql`SELECT ${dialect.epochMs(sql`requested_at`)} AS requested FROM campaign_activity_entries`,
        ),
      )
    let storedEarly: readonly unknown[] = []
    for (let sent = 0; Date.now() < opensAt; ) {
      const due = ((performance.now() - startedAt) / 1_000) * CLICKS_PER_SECOND
      for (; sent < due; sent += 1) {
        const asked = service.enter(tokens[sent % USERS]!).then((answer) => {
          // Who is answered before the opening was early for certain.
          if (Date.now() < opensAt) early.push(answer)
        })
        all.push(asked)
      }
      if (Date.now() < opensAt - 1_000) storedEarly = await entries()
      await wait(5)
    }
    await Promise.all(all)
    expect(storedEarly).toEqual([])
    expect(early.length).toBeGreaterThan(0)
    for (const { status, body } of early) {
      expect([status, body.code, body.recorded, body.state]).toEqual([409, 'NOT_OPEN', false, 'upcoming'])
      expect(Date.parse(body.opensAt)).toBe(opensAt)
    }
    // The first after the opening is decided.
    await expect.poll(async () => (await service.enter(await tokenOf(1_000))).status).toBeLessThan(202)
    for (const { requested } of await entries()) expect(requested).toBeGreaterThanOrEqual(opensAt)
    expect((await service.folder.axon(['verify'])).code).toBe(0)
  } finally {
    await service.stop()
  }
})
