import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm/sql'
import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { createTestDatabase } from '../../services/test-database.ts'
import { packageRoot } from '../../src/package-root.ts'
import { click } from '../shop.ts'
import { openShopAt } from './open-shop-at.ts'
import { Terminal } from './terminal.ts'

let folder: string
let terminal: Terminal
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'axon-dashboard-'))
  terminal = await Terminal.open({ columns: 100, rows: 30 }, folder)
})
afterEach(async () => {
  await terminal.close()
  await rm(folder, { recursive: true, force: true })
})

const failingRun = `node ${packageRoot}/test/dashboard/failing-run.mjs`

it('a crash restores the terminal, and its stack is on the screen', async () => {
  await terminal.command(failingRun)
  await terminal.until('the dashboard', /axon replay +○ STARTING/)
  await terminal.press('q')
  const { code, isSane, text } = await terminal.ended()
  expect([code, isSane]).toEqual([1, true])
  expect(text).toContain('a bug that nobody catches')
  expect(text).toContain('said while the dashboard was up')
})

it('process.exit restores the terminal', async () => {
  await terminal.command(failingRun)
  await terminal.until('the dashboard', /axon replay +○ STARTING/)
  await terminal.press('C-c')
  expect(await terminal.ended()).toMatchObject({ code: 7, isSane: true })
})

it('SIGHUP ends it at once, and restores the terminal', async () => {
  await terminal.command(failingRun)
  await terminal.until('the dashboard', /axon replay +○ STARTING/)
  await terminal.signal('HUP')
  expect(await terminal.ended()).toMatchObject({ code: 129, isSane: true })
})

it('SIGTERM ends a replay after the batch in hand, and restores the terminal', async () => {
  await withHeldReplay(async (release) => {
    await terminal.signal('TERM')
    await terminal.until('the wait for the batch', /■ STOPPING/)
    await release()
    const { code, isSane, text } = await terminal.ended()
    expect([code, isSane]).toEqual([143, true])
    expect(text).toMatch(/1 {2}messages read/)
  })
})

it('Ctrl-C once waits for the batch in hand, twice ends at once; the terminal is sane', async () => {
  await withHeldReplay(async () => {
    await terminal.press('C-c')
    await terminal.until('the wait for the batch', /■ STOPPING/)
    await terminal.press('C-c')
    expect(await terminal.ended()).toMatchObject({ code: 130, isSane: true })
  })
})

/** A replay into Postgres whose batch waits for a lock, until `work` releases it or ends. */
async function withHeldReplay(work: (release: () => Promise<void>) => Promise<void>): Promise<void> {
  const { url, drop } = await createTestDatabase(inject('postgresAdminUrl'))
  const database = await openShopAt(url)
  await writeFile(join(folder, 'sale.jsonl'), `${JSON.stringify(click(1))}\n`)
  let release = (): void => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  let isLocked = (): void => {}
  const locked = new Promise<void>((resolve) => {
    isLocked = resolve
  })
  const transaction = database.transaction(async (query) => {
    await query(sql`SELECT * FROM campaign_activities FOR UPDATE`)
    isLocked()
    await released
  })
  try {
    await locked
    await terminal.command(`axon replay sale.jsonl --database '${url}'`)
    await terminal.until('the dashboard', /axon replay +○ STARTING/)
    await work(async () => {
      release()
      await transaction
    })
  } finally {
    release()
    await transaction
    await database.close()
    await drop()
  }
}
