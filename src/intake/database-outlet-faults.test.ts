import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm/sql'
import { describe, expect, it } from 'vitest'
import { databases, type EmptyDatabase } from '../../test/databases.ts'
import { SHOP } from '../../test/shop.ts'
import { seed } from '../operations/seed/seed.ts'
import { parseSeed } from '../operations/seed/seed-file.ts'
import { verify } from '../operations/verify.ts'
import type { Transaction } from '../pipeline/store.ts'
import type { Database } from '../stores/database.ts'
import { openDatabase } from '../stores/open-database.ts'
import { DatabaseOutlet } from './database-outlet.ts'
import { entryMessage } from './entry-message.ts'

class Away extends Error {}

/** For tests that wait until it is over, and for those in which nobody is to be too late. */
const [SHORT_MS, LONG_MS] = [1_500, 30_000]

/** A database whose next transactions fail in the ways that are queued. */
class Faulty implements Database {
  readonly dialect
  readonly displayUrl
  readonly query
  readonly #database: Database
  readonly faults: ((transact: () => Promise<void>, beforeCommit: () => void) => Promise<void>)[] = []
  isAway = false

  constructor(database: Database) {
    this.#database = database
    this.dialect = database.dialect
    this.displayUrl = database.displayUrl
    this.query = database.query
  }

  async position(at: Parameters<Database['position']>[0]) {
    if (this.isAway) throw new Away('no server')
    return this.#database.position(at)
  }

  async transact(transaction: Transaction): Promise<void> {
    if (this.isAway) throw new Away('no server')
    const fault = this.faults.shift()
    const transact = () => this.#database.transact(transaction)
    await (fault ? fault(transact, () => transaction.beforeCommit?.()) : transact())
  }

  failureOf(error: unknown) {
    return error instanceof Away ? 'outage' : this.#database.failureOf(error)
  }

  snapshot<T>(work: Parameters<Database['snapshot']>[0]): Promise<T> {
    return this.#database.snapshot(work) as Promise<T>
  }

  transaction<T>(work: Parameters<Database['transaction']>[0]): Promise<T> {
    return this.#database.transaction(work) as Promise<T>
  }

  close() {
    return this.#database.close()
  }
}

const wish = (userId: number) =>
  entryMessage({
    activityType: 'FIRST_COME_FIRST_SERVE',
    activityId: 1,
    userId,
    quantity: 1,
    productId: null,
    arrivedAt: Date.now(),
  })

/** An outlet to a shop whose database fails as it is told to. `problems`: what it said was in its way, whenever it had to try again. */
async function withOutlet(
  create: () => Promise<EmptyDatabase>,
  work: (database: Faulty, outlet: DatabaseOutlet, problems: readonly (string | null)[]) => Promise<void>,
  maxWaitMs = LONG_MS,
): Promise<void> {
  const empty = await create()
  const database = new Faulty(await openDatabase(empty.url, { isPrompt: true }))
  await seed(database, parseSeed(SHOP, 'shop').seed, { reset: false })
  const problems: (string | null)[] = []
  const outlet: DatabaseOutlet = await DatabaseOutlet.open(database, {
    ...{ name: 'test', batchSize: 100, maxWaitMs },
    listener: ({ type }) => void (type === 'batch-retrying' && problems.push(outlet.outage)),
  })
  try {
    await work(database, outlet, problems)
  } finally {
    await outlet.close(5_000)
    await database.close()
    await empty.drop()
  }
}

const entriesOf = (database: Database, userId: number) =>
  database.query(sql`SELECT sequence FROM campaign_activity_entries WHERE user_id = ${userId}`)

// They mostly wait.
describe.concurrent.each(databases)('direct mode when $name fails', ({ create }) => {
  it('tries again, and nobody notices', ({ expect }) =>
    withOutlet(create, async (database, outlet) => {
      const away = async () => {
        throw new Away('no server')
      }
      database.faults.push(away, away)
      expect(await outlet.offer(wish(1))).toMatchObject({ state: 'decided', entry: { sequence: 1 } })
      expect(outlet.outage).toBeNull()
    }))

  it('finds out that a COMMIT without a reply was done, and answers once, with what it did', ({ expect }) =>
    withOutlet(create, async (database, outlet) => {
      database.faults.push(async (transact) => {
        await transact()
        throw new Away('the reply was lost')
      })
      expect(await outlet.offer(wish(1))).toMatchObject({
        state: 'decided',
        outcome: { outcome: 'approved' },
        entry: { sequence: 1 },
      })
      expect(await outlet.offer(wish(2))).toMatchObject({ entry: { sequence: 2 } })
      expect(await verify(database)).toMatchObject({ holds: true })
    }))

  it('finds out that a COMMIT without a reply was not done, and does it', ({ expect }) =>
    withOutlet(create, async (database, outlet) => {
      database.faults.push(async (_, beforeCommit) => {
        beforeCommit()
        throw new Away('the COMMIT was lost')
      })
      expect(await outlet.offer(wish(1))).toMatchObject({ outcome: { outcome: 'approved' } })
      expect(await verify(database)).toMatchObject({ holds: true })
    }))

  it('says in time that nothing was taken while the database is away, and takes nothing of it afterwards', ({
    expect,
  }) =>
    withOutlet(
      create,
      async (database, outlet, problems) => {
        database.isAway = true
        expect(await outlet.offer(wish(1))).toMatchObject({ state: 'not_taken' })
        expect(problems[0]).toContain('no server')
        expect(outlet.outage).toBeNull()
        database.isAway = false
        await expect.poll(() => outlet.offer(wish(2))).toMatchObject({ entry: { sequence: 1 } })
        expect(await entriesOf(database, 1)).toEqual([])
      },
      SHORT_MS,
    ))

  it('says that it does not know, if nobody can tell whether a COMMIT was done; asking again tells', ({
    expect,
  }) =>
    withOutlet(
      create,
      async (database, outlet) => {
        database.faults.push(async (transact) => {
          await transact()
          database.isAway = true
          throw new Away('the reply was lost')
        })
        expect(await outlet.offer(wish(1))).toEqual({ state: 'unknown' })
        database.isAway = false
        await expect
          .poll(() => outlet.offer(wish(1)))
          .toMatchObject({ outcome: { outcome: 'duplicate' }, entry: { sequence: 1 } })
        expect(await verify(database)).toMatchObject({ holds: true })
      },
      SHORT_MS,
    ))

  it('says that nothing was taken while the database refuses every COMMIT itself, as its disk is full', ({
    expect,
  }) =>
    withOutlet(
      create,
      async (database, outlet, problems) => {
        let isFull = true
        let tell = () => {}
        const told = new Promise<void>((resolve) => {
          tell = resolve
        })
        const full = async (transact: () => Promise<void>, beforeCommit: () => void) => {
          database.faults.push(full)
          if (!isFull) return transact()
          // While it is asked what a COMMIT did, nobody knows: their time ends before the second one.
          if (problems.length > 0) await told
          beforeCommit()
          throw new Away('database or disk is full')
        }
        database.faults.push(full)
        const answers = await Promise.all([1, 2, 3].map((user) => outlet.offer(wish(user))))
        for (const answer of answers) expect(answer).toMatchObject({ state: 'not_taken' })
        expect(problems[0]).toContain('disk is full')
        isFull = false
        tell()
        await expect.poll(() => outlet.offer(wish(4))).toMatchObject({ entry: { sequence: 1 } })
        expect(await entriesOf(database, 1)).toEqual([])
      },
      SHORT_MS,
    ))

  it('counts the time of a request from its arrival', ({ expect }) =>
    withOutlet(create, async (database, outlet) => {
      database.isAway = true
      const arrivedAt = Date.now() - LONG_MS
      expect(await outlet.offer({ ...wish(1), arrivedAt })).toMatchObject({ state: 'not_taken' })
    }))

  it('stops a transaction that takes too long before its COMMIT, and says so truthfully', ({ expect }) =>
    withOutlet(
      create,
      async (database, outlet) => {
        let goOn: () => void = () => {}
        const hung = new Promise<void>((resolve) => {
          goOn = resolve
        })
        database.faults.push(async (transact) => {
          await hung
          await transact()
        })
        expect(await outlet.offer(wish(1))).toMatchObject({ state: 'not_taken' })
        goOn()
        await expect.poll(() => outlet.offer(wish(2))).toMatchObject({ entry: { sequence: 1 } })
        expect(await entriesOf(database, 1)).toEqual([])
      },
      SHORT_MS,
    ))

  it('ends with what no retry cures, and tells those who wait', ({ expect }) =>
    withOutlet(create, async (database, outlet) => {
      database.faults.push(async () => {
        throw new TypeError('a bug in the store')
      })
      const answer = outlet.offer(wish(1))
      await expect(outlet.running).rejects.toThrow('a bug in the store')
      expect(await answer).toMatchObject({ state: 'not_taken' })
    }))
})

it('never lets the event loop wait for the lock that another process has on a SQLite file', async () => {
  const empty = await databases[0]!.create()
  const other = await openDatabase(empty.url)
  const database = await openDatabase(empty.url, { isPrompt: true })
  await seed(database, parseSeed(SHOP, 'shop').seed, { reset: false })
  const outlet = await DatabaseOutlet.open(database, { name: 'test', batchSize: 100 })
  let turns = 0
  const answer = await other.transaction(async (query) => {
    await query(sql`UPDATE products SET price = 1`)
    const waiting = outlet.offer(wish(1))
    while (outlet.outage === null) await wait(1)
    for (; turns < 20; turns += 1) await wait(1)
    expect(outlet.waiting).toBe(1)
    return { waiting }
  })
  expect(await answer.waiting).toMatchObject({ state: 'decided', entry: { sequence: 1, price: 1 } })
  expect(turns).toBe(20)
  await outlet.close(1_000)
  await database.close()
  await other.close()
  await empty.drop()
})

it('decides in time although another service stands still in a transaction on the same rows of Postgres', async () => {
  const empty = await databases[1]!.create()
  const other = await openDatabase(empty.url, { isPrompt: true })
  const database = await openDatabase(empty.url, { isPrompt: true })
  await seed(database, parseSeed(SHOP, 'shop').seed, { reset: false })
  const outlet = await DatabaseOutlet.open(database, { name: 'test', batchSize: 100 })
  const frozen = other.transaction(async (query) => {
    await query(sql`UPDATE products SET price = 1`)
    const answer = await outlet.offer(wish(1))
    expect(answer).toMatchObject({ state: 'decided', entry: { sequence: 1, price: 19_900 } })
    await query(sql`UPDATE products SET price = 2`)
  })
  await expect(frozen).rejects.toThrow(/idle|connection/i)
  expect(await entriesOf(database, 1)).toEqual([{ sequence: 1 }])
  await outlet.close(1_000)
  await database.close()
  await other.close()
  await empty.drop()
})
