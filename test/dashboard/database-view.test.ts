import { existsSync } from 'node:fs'
import { sql } from 'drizzle-orm/sql'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BOUNDS } from '../../src/live-view/bounds.ts'
import type { DashboardEvent } from '../../src/live-view/dashboard-event.ts'
import { readOf } from '../../src/live-view/outcome-counts.ts'
import { discardDeadLetters } from '../../src/operations/dead-letters/discard-dead-letters.ts'
import { retryDeadLetters } from '../../src/operations/dead-letters/retry-dead-letters.ts'
import { emptyTables } from '../../src/operations/seed/empty-tables.ts'
import { seed } from '../../src/operations/seed/seed.ts'
import { parseSeed } from '../../src/operations/seed/seed-file.ts'
import { DatabaseView } from '../../src/reads/live/database-view.ts'
import type { Database } from '../../src/stores/database.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { databases } from '../databases.ts'
import { replayFile, withLines } from '../replay-lines.ts'
import { click, OPENING, SHOP } from '../shop.ts'
import { given, when } from './given-dashboard.ts'

const login = (userId: number) => ({ triggerType: 'LOGIN_SUCCESS', userId, occurredAt: OPENING })

describe.each(databases)('watching $name', ({ create, createWithoutTables }) => {
  let url: string
  let drop: () => Promise<unknown>
  let writer: Database
  let watcher: Database

  beforeEach(async () => {
    const created = await create()
    url = created.url
    drop = created.drop
    writer = await openDatabase(url)
    await seed(writer, parseSeed(SHOP, 'test').seed, { reset: false })
    watcher = await openDatabase(url, { readOnly: true })
  })
  afterEach(async () => {
    await writer.close()
    await watcher.close()
    await drop()
  })

  const replay = (lines: readonly (object | string)[]) =>
    withLines(lines, (file) => replayFile(writer, file, { batchSize: 40 }))

  it('keeps the start of names that are longer than any screen', async () => {
    const name = '가'.repeat(10_000)
    const shop = { products: [{ id: 9, productName: name, stock: 1, price: 1 }] }
    await seed(writer, parseSeed(shop, 'test').seed, { reset: false })
    const state = when(given([], { mode: 'watch', source: null }), await new DatabaseView().look(watcher))
    expect(state.products.get(9)?.name).toBe(`${name.slice(0, BOUNDS.name - 1)}…`)
    expect(state.products.get(1)?.name).toBe('한정판 머그컵')
  })

  it('counts what a replay counts, also when it looks while the replay goes on', async () => {
    const view = new DatabaseView()
    let state = given([], { mode: 'watch', source: null })
    const look = async () => {
      state = when(state, await view.look(watcher))
    }
    await look()
    expect(state.products.get(1)).toMatchObject({ name: '한정판 머그컵', stock: 100 })
    const rounds = [
      [...Array.from({ length: 90 }, (_, index) => click(index + 1)), login(1), 'not JSON'],
      [...Array.from({ length: 90 }, (_, index) => click(index + 51)), login(2)],
      [click(150), click(150), { ...click(5), campaignActivityId: 99 }],
    ]
    const sum = { read: 0, approved: 0, rejected: 0, duplicate: 0, recorded: 0, deadLetter: 0 }
    for (const lines of rounds) {
      const totals = await replay(lines)
      for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += totals[key]
      await look()
      const { read, ...outcomes } = sum
      expect(state.outcomes).toEqual(outcomes)
      expect(readOf(state.outcomes)).toBe(read)
    }
    expect(state.rejectedByReason).toEqual({ LIMIT_REACHED: 42 })
    expect(state.deadLetterByReason).toEqual({ INVALID_JSON: 1, UNKNOWN_ACTIVITY: 1 })
    expect(state.products.get(1)).toMatchObject({ stock: 0, initialStock: 100 })
    expect(state.activities.get(1)).toMatchObject({ approvedCount: 100, limitCount: 100 })
    expect(state.occurrences).toHaveLength(102)
    expect(state.occurrences.find(({ entry }) => entry?.userId === 7)).toMatchObject({
      eventId: 1,
      occurredAt: OPENING,
      entry: { campaignActivityId: 1, userId: 7 },
      place: { partition: 0, offset: 7 },
    })
    expect(state.deadLetters[1]).toMatchObject({
      reason: 'INVALID_JSON',
      status: 'PENDING',
      payload: 'not JSON',
    })
    expect(state.refusals[0]).toMatchObject({ userId: 150, reason: 'LIMIT_REACHED' })
  })

  it('sends again only what has changed', async () => {
    const view = new DatabaseView()
    await view.look(watcher)
    expect(await view.look(watcher)).toMatchObject([
      { type: 'polled', occurrences: [], refusals: null, deadLetters: null },
    ])
    await replay([click(1)])
    expect((await view.look(watcher))[1]).toMatchObject({
      type: 'catalog',
      products: [{ id: 1, stock: 99 }],
      activities: [{ id: 1, approvedCount: 1 }],
    })
  })

  it('tells the names of the definitions whose occurrences it lists, and of no others', async () => {
    const more = Array.from({ length: 3 }, (_, index) => ({
      ...SHOP.events[0]!,
      id: index + 10,
      name: `다른 이벤트 ${index}`,
      status: 'INACTIVE',
    }))
    await seed(writer, parseSeed({ events: more }, 'test').seed, { reset: false })
    const view = new DatabaseView()
    const namesOf = (events: readonly DashboardEvent[]) =>
      events.flatMap((event) => (event.type === 'catalog' ? event.events.map(({ name }) => name) : []))
    expect(namesOf(await view.look(watcher))).toEqual([])
    await replay([click(1)])
    expect(namesOf(await view.look(watcher))).toEqual(['구매'])
    await replay([click(2)])
    expect(namesOf(await view.look(watcher))).toEqual([])
    await writer.transaction((query) => query(sql`UPDATE events SET name = '구매 완료' WHERE id = 1`))
    expect(namesOf(await view.look(watcher))).toEqual(['구매 완료'])
  })

  it('tells after a look that failed what that one would have told, wherever it failed', async () => {
    /** The database as it is while each look's query of this number, from 1, fails. */
    const failingAt = (number: number): Database => {
      const snapshot: Database['snapshot'] = (work) => {
        let asked = 0
        return watcher.snapshot((query) =>
          work(((...asking: Parameters<typeof query>) => {
            asked += 1
            if (asked === number) throw new Error('the connection was cut')
            return query(...asking)
          }) as typeof query),
        )
      }
      return Object.create(watcher, { snapshot: { value: snapshot } })
    }
    const view = new DatabaseView()
    let state = when(given([], { mode: 'watch' }), await view.look(watcher))
    let failed = 0
    for (let number = 1; failed === number - 1; number += 1) {
      await replay([click(number), click(number + 100, { quantity: 101 }), 'not JSON'])
      await view.look(failingAt(number)).then(
        (events) => {
          state = when(state, events)
        },
        () => {
          failed += 1
        },
      )
      state = when(state, await view.look(watcher))
      expect(state.occurrences.map(({ userId }) => userId).slice(0, number)).toContain(number)
      expect(state.occurrences).toHaveLength(number)
      expect(state.refusals[0]).toMatchObject({ userId: number + 100 })
      expect(state.deadLetters).toHaveLength(number)
      expect(state.products.get(1)).toMatchObject({ stock: 100 - number })
    }
    expect(failed).toBeGreaterThan(8)
  })

  it('moves a dead letter to its outcome once it was retried', async () => {
    const view = new DatabaseView()
    await replay([{ ...click(1), campaignActivityId: 2 }])
    const stuck = when(given([], { mode: 'watch' }), await view.look(watcher))
    expect(stuck.outcomes).toMatchObject({ approved: 0, deadLetter: 1 })
    const second = { ...SHOP.campaignActivities[0], id: 2 }
    await seed(writer, parseSeed({ campaignActivities: [second] }, 'test').seed, { reset: false })
    await retryDeadLetters(writer, {}, { retries: 0 })
    const state = when(stuck, await view.look(watcher))
    expect(state.outcomes).toMatchObject({ approved: 1, deadLetter: 0 })
    expect(state.deadLetters).toMatchObject([{ status: 'RETRIED' }])
  })

  it('counts a user who was rejected first and approved later as both', async () => {
    const view = new DatabaseView()
    await replay([click(1, { quantity: 101 }), click(1), click(1)])
    const state = when(given([], { mode: 'watch' }), await view.look(watcher))
    expect(state.outcomes).toMatchObject({ approved: 1, rejected: 1, duplicate: 1 })
    expect(state.rejectedByReason).toEqual({ APPROVED_SINCE: 1 })
  })

  it('starts anew when the tables were emptied', async () => {
    const view = new DatabaseView()
    await replay([click(1), click(2)])
    const before = when(given([], { mode: 'watch' }), await view.look(watcher))
    await writer.transaction((query) => emptyTables(query, writer.dialect))
    const [polled] = (await view.look(watcher)) as [Extract<DashboardEvent, { type: 'polled' }>]
    expect(polled.isReset).toBe(true)
    const state = when(before, [polled])
    expect(readOf(state.outcomes)).toBe(0)
    expect(state.products.size).toBe(0)
  })

  it('shows what became of what it had shown: discarded, approved or rejected for another reason, removed', async () => {
    const view = new DatabaseView()
    let state = given([], { mode: 'watch' })
    const look = async () => {
      state = when(state, await view.look(watcher))
    }
    await replay(['not JSON', click(1, { quantity: 101 }), click(2, { quantity: 101 })])
    await look()
    expect(state.refusals.map(({ userId }) => userId)).toEqual([2, 1])
    await discardDeadLetters(writer, {})
    await replay([click(1), click(2, { productId: 1, timestamp: OPENING, quantity: 102 })])
    await look()
    expect(state.deadLetters).toMatchObject([{ status: 'DISCARDED' }])
    expect(state.refusals.map(({ userId }) => userId)).toEqual([2])
  })

  it('forgets products that are there no more, also where nothing was sold yet', async () => {
    const view = new DatabaseView()
    const before = when(given([], { mode: 'watch' }), await view.look(watcher))
    expect(before.products.size).toBe(1)
    const [product] = SHOP.products
    const other = { products: [{ ...product, id: 2, name: '다른 상품' }] }
    await seed(writer, parseSeed(other, 'test').seed, { reset: true })
    const state = when(before, await view.look(watcher))
    expect([...state.products.keys()]).toEqual([2])
  })

  it('can change nothing', async () => {
    await expect(watcher.query(sql`UPDATE products SET stock = 0`)).rejects.toThrow(/read-?only/i)
  })

  it('makes no tables: it says that they are not there yet', async () => {
    const empty = await createWithoutTables()
    try {
      await expect(openDatabase(empty.url, { readOnly: true })).rejects.toThrow(/not there yet/)
      if (empty.url.startsWith('sqlite:')) {
        expect(existsSync(empty.url.replace(/^sqlite:|\?.*/g, ''))).toBe(false)
      }
    } finally {
      await empty.drop()
    }
  })
})
