import { sql } from 'drizzle-orm/sql'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { databases, type EmptyDatabase } from '../../../test/databases.ts'
import { SHOP } from '../../../test/shop.ts'
import type { Database } from '../../stores/database.ts'
import { openDatabase } from '../../stores/open-database.ts'
import { seed } from '../seed/seed.ts'
import { parseSeed } from '../seed/seed-file.ts'

const VIEW = { id: 7, name: '상품 보기', status: 'ACTIVE', triggerType: 'PAGE_VIEW' }

describe.each(databases)('events on $name', ({ create }) => {
  let empty: EmptyDatabase
  let database: Database

  const apply = (content: object, reset = false) =>
    seed(database, parseSeed(content, 'shop').seed, { reset, author: { by: 'cli:kim', atMs: Date.now() } })
  const revisions = async (id: number) => {
    const [event] = await database.query<{ revision: number }>(
      sql`SELECT revision FROM events WHERE id = ${id}`,
    )
    const kept = await database.query<{ revision: number; by: string; name: string }>(sql`
      SELECT revision, saved_by AS by, definition ->> 'name' AS name
      FROM event_revisions WHERE event_id = ${id} ORDER BY revision`)
    return { current: event?.revision, kept: kept.map(({ revision, by, name }) => [revision, by, name]) }
  }

  beforeAll(async () => {
    empty = await create()
    database = await openDatabase(empty.url)
  })
  beforeEach(async () => {
    await database.query(sql`DELETE FROM event_revisions`)
    await apply(SHOP, true)
  })
  afterAll(async () => {
    await database.close()
    await empty.drop()
  })

  it('have a revision for each change, and none for the same again', async () => {
    await apply({ events: [VIEW] })
    await apply({ events: [VIEW] })
    expect(await revisions(7)).toEqual({ current: 1, kept: [[1, 'cli:kim', '상품 보기']] })
    await apply({ events: [{ ...VIEW, name: '상품 페이지' }] })
    await apply({ events: [{ ...VIEW, name: '상품 페이지', endsAt: '2026-05-01T00:00:00Z' }] })
    const { current, kept } = await revisions(7)
    expect([current, kept.map(([revision]) => revision)]).toEqual([3, [1, 2, 3]])
    const [change] = await database.query<{ before: string; after: string }>(sql`
      SELECT before ->> 'name' AS before, after ->> 'name' AS after FROM changes
      WHERE subject = 'event' AND subject_id = 7 ORDER BY id LIMIT 1`)
    expect(change).toEqual({ before: '상품 보기', after: '상품 페이지' })
  })

  it('that were emptied away keep their revision if they come back as they were, and take the next if not', async () => {
    await apply({ events: [VIEW] })
    await apply({ ...SHOP, events: [...SHOP.events, VIEW] }, true)
    expect(await revisions(7)).toMatchObject({ current: 1, kept: [[1, 'cli:kim', '상품 보기']] })
    await apply({ ...SHOP, events: [...SHOP.events, { ...VIEW, name: '다른 것' }] }, true)
    expect(await revisions(7)).toMatchObject({ current: 2 })
  })

  it('go to the log where browsers send them, and else to the database, unless they say so', async () => {
    await apply({ events: [VIEW, { ...VIEW, id: 8, triggerType: 'click', sink: 'DATABASE' }] })
    expect(await database.query(sql`SELECT id, sink FROM events WHERE id IN (1, 7, 8) ORDER BY id`)).toEqual([
      { id: 1, sink: 'DATABASE' },
      { id: 7, sink: 'LOG' },
      { id: 8, sink: 'DATABASE' },
    ])
  })

  it('can’t be of a site or a campaign activity that is nowhere', async () => {
    await expect(apply({ events: [VIEW, { ...VIEW, id: 8, siteId: 99 }] })).rejects.toMatchObject({
      code: 'SEED_EVENT_REFUSED',
      message: 'seed: events[1].siteId is 99, and there is no such site: `axon sites list` shows all',
    })
    const unknown = { ...VIEW, triggerPayload: { activityId: 99 } }
    await expect(apply({ events: [unknown] })).rejects.toThrow('events[0].triggerPayload.activityId is 99')
    expect(await revisions(7)).toEqual({ current: undefined, kept: [] })
    await apply({ events: [{ ...VIEW, triggerPayload: { activityId: 1 } }] })
  })

  it('are at most 200 ACTIVE browser definitions for a site; INACTIVE ones and those of the business don’t count', async () => {
    const many = Array.from({ length: 200 }, (_, index) => ({ ...VIEW, id: 100 + index }))
    await apply({ events: [...many, { ...VIEW, id: 999, status: 'INACTIVE' }] })
    await expect(apply({ events: [{ ...VIEW, id: 999 }] })).rejects.toThrow(
      "events[0].status can't be ACTIVE: a site would have 201 ACTIVE browser definitions, 200 are the most",
    )
    await apply({ events: [{ ...VIEW, id: 999, triggerType: 'SIGNUP' }] })
    await apply({
      events: [
        { ...VIEW, id: 100, status: 'INACTIVE' },
        { ...VIEW, id: 998 },
      ],
    })
  })

  it('keep the last ACTIVE one of purchases while an activity is ACTIVE', async () => {
    const [purchase] = SHOP.events
    const off = { ...purchase, status: 'INACTIVE' }
    await expect(apply({ events: [off] })).rejects.toThrow(
      "events[0].status can't be INACTIVE: this is the last ACTIVE event of PURCHASE, and a campaign activity is ACTIVE",
    )
    await expect(apply({ events: [{ ...purchase, triggerType: 'SIGNUP' }] })).rejects.toThrow(
      "events[0].triggerType can't be SIGNUP",
    )
    await apply({ events: [off, { ...purchase, id: 9 }] })
    const [activity] = SHOP.campaignActivities
    await apply({
      campaignActivities: [{ ...activity, status: 'PAUSED' }],
      events: [{ ...purchase, id: 9, status: 'INACTIVE' }],
    })
  })
})
