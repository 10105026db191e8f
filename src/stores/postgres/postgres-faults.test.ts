import { sql } from 'drizzle-orm/sql'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { EmptyDatabase } from '../../../test/databases.ts'
import { CutProxy, type StatementFate } from '../../../test/faults/cut-proxy.ts'
import { openPostgresShop } from '../../../test/faults/postgres-shop.ts'
import { click } from '../../../test/shop.ts'
import { sliceOf } from '../../../test/slice-of.ts'
import { BatchWriter } from '../../pipeline/commit/batch-writer.ts'
import type { PipelineEvent } from '../../pipeline/pipeline-event.ts'
import { MessageHandler } from '../../pipeline/services/message-handler.ts'
import { PostgresDatabase } from './postgres-database.ts'
import { PostgresUrl } from './postgres-url.ts'

describe('a Postgres that fails in the middle of a batch', () => {
  let shop: EmptyDatabase
  let proxy: CutProxy
  let database: PostgresDatabase
  let admin: pg.Client
  let retries: PipelineEvent[]
  let writer: BatchWriter

  beforeEach(async () => {
    shop = await openPostgresShop()
    proxy = await CutProxy.to(shop.url)
    database = await PostgresDatabase.open(new PostgresUrl(proxy.url(shop.url)))
    admin = new pg.Client({ connectionString: shop.url })
    await admin.connect()
    retries = []
    writer = new BatchWriter(database, {
      retries: 10,
      listener: (event) => void (event.type === 'batch-retrying' && retries.push(event)),
    })
  })

  afterEach(async () => {
    await database.close()
    await proxy.close()
    await admin.end()
    await shop.drop()
  })

  const effects = async () => {
    const { rows } = await admin.query(`
      SELECT (SELECT stock::int FROM products) AS stock, (SELECT approved_count::int FROM campaign_activities) AS approved,
             (SELECT count(*)::int FROM event_occurrences) AS occurrences, (SELECT next_offset::int FROM source_offsets) AS next`)
    return rows[0]
  }

  test.each<StatementFate>(['dropped', 'reply-lost', 'cut-at-once'])(
    'a COMMIT that is %s leaves its effects exactly once',
    async (fate) => {
      const first = sliceOf([click(1)])
      await writer.write([first])
      proxy.cutAtCommit(fate)

      await writer.write([sliceOf([click(2), click(3)], { from: { nextOffset: 1, fingerprint: null } })])

      expect(proxy.cuts).toBe(1)
      expect(retries).toHaveLength(1)
      expect(await effects()).toEqual({ stock: 97, approved: 3, occurrences: 3, next: 3 })
    },
  )

  test.each<StatementFate>(['dropped', 'reply-lost', 'cut-at-once'])(
    'also for the very first batch of a source: %s',
    async (fate) => {
      proxy.cutAtCommit(fate)
      await writer.write([sliceOf([click(1)])])
      expect(proxy.cuts).toBe(1)
      expect(await effects()).toEqual({ stock: 99, approved: 1, occurrences: 1, next: 1 })
    },
  )

  test('a line that is cut between load and flush is retried on a new connection', async () => {
    let cuts = 0
    const handler = new (class extends MessageHandler {
      override handle(...args: Parameters<MessageHandler['handle']>) {
        if (cuts < 3) {
          cuts += 1
          proxy.cut()
        }
        return super.handle(...args)
      }
    })()
    await new BatchWriter(database, { retries: 10, handler }).write([sliceOf([click(1)])])
    expect(cuts).toBe(3)
    expect(await effects()).toEqual({ stock: 99, approved: 1, occurrences: 1, next: 1 })
  })

  test('a backend that is terminated while it waits for a lock is retried, and an idle one is just replaced', async () => {
    await admin.query('BEGIN')
    await admin.query('SELECT FROM campaign_activities FOR UPDATE')
    const writing = writer.write([sliceOf([click(1)])])
    const pid = await waitForLockWaiter(shop.url)
    await admin.query('SELECT pg_terminate_backend($1)', [pid])
    await admin.query('ROLLBACK')
    await writing
    expect(retries.length).toBeGreaterThan(0)
    expect(await effects()).toMatchObject({ stock: 99, next: 1 })

    await admin.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    )
    await expect.poll(() => database.query(sql`SELECT 1 AS one`).catch(String)).toEqual([{ one: 1 }])
    await writer.write([sliceOf([click(2)], { from: { nextOffset: 1, fingerprint: null } })])
    expect(await effects()).toMatchObject({ stock: 98, next: 2 })
  })

  test('a lock that another session holds too long is an outage, and the batch goes through when it is free', async () => {
    const impatient = await PostgresDatabase.open(
      new PostgresUrl(`${shop.url}?options=-c%20lock_timeout%3D200ms`),
    )
    const seen: string[] = []
    const patient = new BatchWriter(impatient, {
      retries: 20,
      listener: (event) => {
        if (event.type !== 'batch-retrying') return
        seen.push((event.error as NodeJS.ErrnoException).code ?? '')
        if (seen.length === 2) void admin.query('ROLLBACK')
      },
    })
    await admin.query('BEGIN')
    await admin.query('SELECT FROM products FOR UPDATE')
    await patient.write([sliceOf([click(1)])])
    await impatient.close()
    expect(seen.slice(0, 2)).toEqual(['55P03', '55P03'])
    expect(await effects()).toEqual({ stock: 99, approved: 1, occurrences: 1, next: 1 })
  })

  test('a position is only told once the transaction that moves it has ended', async () => {
    const slice = sliceOf([click(1)])
    await writer.write([slice])
    await admin.query('BEGIN')
    await admin.query('UPDATE source_offsets SET next_offset = 7')
    const told = database.position(slice.at)
    await waitForLockWaiter(shop.url)
    await admin.query('COMMIT')
    expect(await told).toEqual({ nextOffset: 7, fingerprint: null })
  })

  test('rows that the database will not change stop the program loudly, with nothing done', async () => {
    await admin.query(`
      CREATE FUNCTION skip() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
      CREATE TRIGGER skip BEFORE UPDATE ON products FOR EACH ROW EXECUTE FUNCTION skip()`)
    await expect(writer.write([sliceOf([click(1)])])).rejects.toThrow("stock guard: product 1 can't give 1")
    await admin.query('DROP TRIGGER skip ON products')
    await admin.query(
      'CREATE TRIGGER skip BEFORE INSERT ON campaign_activity_entries FOR EACH ROW EXECUTE FUNCTION skip()',
    )
    await expect(writer.write([sliceOf([click(1)])])).rejects.toThrow('entry guard: (1, 1)')
    expect(retries).toEqual([])
    expect(await effects()).toEqual({ stock: 100, approved: 0, occurrences: 0, next: null })
  })
})

/** Resolves with the backend that waits for a lock. */
async function waitForLockWaiter(url: string): Promise<number> {
  const watcher = new pg.Client({ connectionString: url })
  await watcher.connect()
  try {
    for (;;) {
      const { rows } = await watcher.query(
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      )
      if (rows[0]) return rows[0].pid
    }
  } finally {
    await watcher.end()
  }
}
