import { existsSync, readFileSync } from 'node:fs'
import { sql } from 'drizzle-orm/sql'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { seed } from '../../src/operations/seed/seed.ts'
import { parseSeed } from '../../src/operations/seed/seed-file.ts'
import { readStatus } from '../../src/reads/status/status.ts'
import type { Database } from '../../src/stores/database.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { finished, start } from '../axon.ts'
import { databases, type EmptyDatabase } from '../databases.ts'
import { withLines } from '../replay-lines.ts'
import { click, SHOP } from '../shop.ts'

/** For slow machines; on others it takes as long as it takes. */
const waitFor = <T>(condition: () => T | Promise<T>) => vi.waitFor(condition, { timeout: 30_000 })

const postgres = databases.find(({ name }) => name === 'Postgres')!

/**
 * A busy machine may run a process that was sent a signal only when its batch has gone on: then it ends before it hears of it. Systems without
 * `/proc` are trusted to be quick.
 */
const isDelivered = ({ pid }: ReturnType<typeof start>) =>
  waitFor(() => {
    const status = `/proc/${pid}/status`
    if (existsSync(status)) expect(readFileSync(status, 'utf8')).toMatch(/^ShdPnd:\s0+$/m)
  })

/** A batch that takes as long as the test wants: Postgres makes it wait for a row that the test holds. */
describe('a signal while a batch waits for its database', () => {
  let empty: EmptyDatabase
  let database: Database
  let watcher: Database

  beforeEach(async () => {
    empty = await postgres.create()
    database = await openDatabase(empty.url)
    watcher = await openDatabase(empty.url)
    await seed(database, parseSeed(SHOP, 'shop').seed, { reset: false })
  })
  afterEach(async () => {
    await database.close()
    await watcher.close()
    await empty.drop()
  })

  const isWaiting = (connections: number) =>
    waitFor(async () => {
      const waiting = await watcher.query(sql`
        SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)
      expect(waiting).toHaveLength(connections)
    })

  /** Runs a replay of one click that can't go on before `whileHeld` ends. */
  const replayHeld = (whileHeld: (replay: ReturnType<typeof start>) => Promise<void>) =>
    withLines([click(1)], async (file) => {
      const replay = start(['replay', file, '--database', empty.url])
      const ended = finished(replay)
      await database.transaction(async (query) => {
        await query(sql`SELECT id FROM campaign_activities FOR UPDATE`)
        await isWaiting(1)
        await whileHeld(replay)
      })
      return ended
    })

  it('lets the batch finish first', async () => {
    const { code } = await replayHeld(async (replay) => {
      replay.kill('SIGTERM')
      await isDelivered(replay)
      await isWaiting(1)
    })
    expect(code).toBe(143)
    expect((await readStatus(watcher)).entries).toMatchObject({ approved: 1 })
  })

  it('ends at once when it comes twice, with nothing done', async () => {
    const { code } = await replayHeld(async (replay) => {
      // A signal that comes while another of its kind is pending is lost: so it is sent until it is heard.
      await waitFor(() => {
        replay.kill('SIGINT')
        expect(replay.exitCode).toBe(130)
      })
    })
    expect(code).toBe(130)
    await isWaiting(0)
    expect((await readStatus(watcher)).entries).toMatchObject({ approved: 0 })
  })
})
