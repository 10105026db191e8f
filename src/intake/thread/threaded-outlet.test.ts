import { sql } from 'drizzle-orm/sql'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { databases, type EmptyDatabase } from '../../../test/databases.ts'
import { login, wish } from '../../../test/outlet-messages.ts'
import { SHOP } from '../../../test/shop.ts'
import { seed } from '../../operations/seed/seed.ts'
import { parseSeed } from '../../operations/seed/seed-file.ts'
import { verify } from '../../operations/verify.ts'
import type { PipelineEvent } from '../../pipeline/pipeline-event.ts'
import { RunSummary } from '../../pipeline/run-summary.ts'
import type { Database } from '../../stores/database.ts'
import { openDatabase } from '../../stores/open-database.ts'
import { ThreadedOutlet } from './threaded-outlet.ts'

describe.each(databases)('a thread that decides and writes, on $name', ({ create }) => {
  let empty: EmptyDatabase
  let database: Database
  let outlet: ThreadedOutlet
  let counted: RunSummary
  let watched: PipelineEvent[]

  beforeEach(async () => {
    empty = await create()
    database = await openDatabase(empty.url, { isPrompt: true })
    await seed(database, parseSeed(SHOP, 'shop').seed, { reset: false })
    counted = new RunSummary()
    watched = []
    outlet = await ThreadedOutlet.open({
      databaseUrl: empty.url,
      name: 'test',
      batchSize: 100,
      listener: counted.listen,
      watcher: (event) => watched.push(event),
    })
  })
  afterEach(async () => {
    await outlet.close(5_000)
    await database.close()
    await empty.drop()
  })

  it('answers as direct mode does in one thread, and tells all of what happened', async () => {
    const answers = await Promise.all([
      ...Array.from({ length: 120 }, (_, index) => outlet.offer(wish(index + 1))),
      outlet.offer(wish(1)),
      outlet.offer(wish(1, { activityId: 99 })),
      outlet.offer(login(1, 'once')),
      outlet.offer(login(1, 'once')),
    ])
    expect(answers.slice(0, 100).map((one) => one.state === 'decided' && one.entry?.sequence)).toEqual(
      [...Array(100).keys()].map((index) => index + 1),
    )
    expect(answers[0]).toMatchObject({
      outcome: { outcome: 'approved' },
      entry: { userId: 1, status: 'APPROVED', price: 19_900, position: { offset: 0 } },
      position: {
        offset: 0,
        at: { partition: 0, source: expect.stringMatching(/^http:test\/[0-9a-f-]{36}$/) },
      },
    })
    expect(answers.slice(119)).toMatchObject([
      { outcome: { reason: 'LIMIT_REACHED' }, entry: { sequence: null } },
      { outcome: { outcome: 'duplicate' }, entry: { sequence: 1 } },
      { outcome: { reason: 'UNKNOWN_ACTIVITY' }, entry: null },
      { outcome: { outcome: 'recorded' }, position: { at: { partition: 1 }, offset: 0 } },
      { outcome: { outcome: 'duplicate' } },
    ])
    expect(counted.totals()).toMatchObject({
      ...{ read: 124, approved: 100, rejected: 20, duplicate: 2, recorded: 1, deadLetter: 1 },
    })
    const decided = watched.flatMap((event) => (event.type === 'batch-committed' ? event.decided : []))
    expect(decided).toHaveLength(124)
    const dead = decided.find(({ outcome }) => outcome.outcome === 'dead_letter')
    expect(JSON.parse(dead!.request.raw.value!.toString())).toMatchObject({ campaignActivityId: 99 })
    expect(await verify(database)).toMatchObject({ holds: true })
  })

  it('lets others write between two transactions, while requests wait', async () => {
    const asked: Promise<unknown>[] = []
    const before = await outlet.takeTurn(async () => {
      asked.push(...Array.from({ length: 50 }, (_, index) => outlet.offer(wish(index + 1))))
      await new Promise((resolve) => setImmediate(resolve))
      await database.query(sql`UPDATE products SET product_name = 'in a turn'`)
      return outlet.waiting
    })
    expect(before).toBe(50)
    expect(await Promise.all(asked)).toHaveLength(50)
    await expect(outlet.takeTurn(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused')
    expect(await outlet.offer(wish(60))).toMatchObject({ state: 'decided' })
  })

  it('ends with what ended the writing, with its code, and answers all that wait', async () => {
    const ended = outlet.running.catch((error: unknown) => error)
    await outlet.offer(wish(1))
    await database.query(sql`UPDATE source_offsets SET next_offset = 99 WHERE source LIKE 'http:test/%'`)
    const answer = await outlet.offer(wish(2))
    expect(['unknown', 'not_taken']).toContain(answer.state)
    expect(await ended).toMatchObject({ name: 'HaltError', code: 'REQUEST_POSITION_MOVED' })
    expect(await outlet.offer(wish(3))).toMatchObject({ state: 'not_taken' })
    await expect(outlet.takeTurn(async () => {})).rejects.toThrow()
  })

  it('answers all that wait before it closes, and takes nothing more', async () => {
    const waiting = Promise.all(Array.from({ length: 250 }, (_, index) => outlet.offer(wish(index + 1))))
    await outlet.close(5_000)
    expect((await waiting).every(({ state }) => state === 'decided')).toBe(true)
    expect(await outlet.offer(wish(999))).toMatchObject({ state: 'not_taken' })
    expect([outlet.waiting, outlet.oldestWaitMs, outlet.outage]).toEqual([0, 0, null])
  })
})

it('says what keeps the database from being taken, and what became of those who waited too long', async () => {
  const empty = await databases[0]!.create()
  const database = await openDatabase(empty.url)
  await seed(database, parseSeed(SHOP, 'shop').seed, { reset: false })
  const outlet = await ThreadedOutlet.open({
    databaseUrl: empty.url,
    name: 'test',
    batchSize: 10,
    maxWaitMs: 1_000,
  })
  const asked = await database.transaction(async (query) => {
    await query(sql`UPDATE products SET product_name = 'held'`)
    const first = outlet.offer(wish(1))
    await expect.poll(() => outlet.outage).toMatch(/^database: .*locked/)
    return first
  })
  expect(asked).toMatchObject({ state: 'not_taken' })
  expect(await outlet.offer(wish(2))).toMatchObject({ state: 'decided', entry: { sequence: 1 } })
  expect(outlet.outage).toBe(null)
  await outlet.close(5_000)
  await database.close()
  await empty.drop()
})

it('refuses a database that can not be used with the code that says why', async () => {
  const opening = ThreadedOutlet.open({
    databaseUrl: 'sqlite:/nowhere/at/all.db',
    name: 'test',
    batchSize: 10,
  })
  await expect(opening).rejects.toMatchObject({ name: 'HaltError', code: expect.any(String) })
})
