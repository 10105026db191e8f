import { copyFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { sql } from 'drizzle-orm/sql'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { click, SHOP } from '../../../test/shop.ts'
import { sliceOf } from '../../../test/slice-of.ts'
import { HaltError } from '../../domain/halt-error.ts'
import { seed } from '../../operations/seed/seed.ts'
import { parseSeed } from '../../operations/seed/seed-file.ts'
import { BatchWriter } from '../../pipeline/commit/batch-writer.ts'
import type { PipelineEvent } from '../../pipeline/pipeline-event.ts'
import type { Database } from '../database.ts'
import { openDatabase } from '../open-database.ts'

/** What can happen to a file while it is written, and what is said of it. */
const LOSSES: readonly [what: string, lose: (folder: string) => void, says: RegExp][] = [
  ['removed', (folder) => rmSync(join(folder, 'axon.db')), /the file was removed or moved away/],
  [
    'removed with all that belongs to it',
    (folder) => {
      for (const end of ['', '-wal', '-shm']) rmSync(join(folder, `axon.db${end}`))
    },
    /the file was removed or moved away/,
  ],
  [
    'renamed',
    (folder) => renameSync(join(folder, 'axon.db'), join(folder, 'old.db')),
    /the file was removed or moved away/,
  ],
  [
    'replaced by a copy of itself',
    (folder) => {
      copyFileSync(join(folder, 'axon.db'), join(folder, 'copy.db'))
      renameSync(join(folder, 'copy.db'), join(folder, 'axon.db'))
    },
    /another file has taken the place of the file/,
  ],
  ['cut to nothing', (folder) => truncateSync(join(folder, 'axon.db'), 0), /the file was cut off/],
  ['cut in the middle', (folder) => truncateSync(join(folder, 'axon.db'), 8_192), /the file was cut off/],
  [
    'in a folder that is renamed',
    (folder) => renameSync(folder, `${folder}-old`),
    /the file was removed or moved away/,
  ],
  [
    'left without its -wal file',
    (folder) => rmSync(join(folder, 'axon.db-wal')),
    /its -wal file, which holds the newest changes, was removed/,
  ],
  [
    'left without its -shm file',
    (folder) => rmSync(join(folder, 'axon.db-shm')),
    /its -shm file was removed/,
  ],
  [
    'left with an empty -wal file',
    (folder) => truncateSync(join(folder, 'axon.db-wal'), 0),
    /its -wal file, which holds the newest changes, was cut off/,
  ],
  [
    'left with half a -wal file',
    (folder) => truncateSync(join(folder, 'axon.db-wal'), 4_096),
    /its -wal file, which holds the newest changes, was cut off/,
  ],
]

describe('a SQLite file that is written', () => {
  let root: string
  let folder: string
  let database: Database
  let heard: PipelineEvent[]

  const open = async (path: string): Promise<void> => {
    database = await openDatabase(`sqlite:${path}`)
    await seed(database, parseSeed(SHOP, 'shop').seed, { reset: false })
  }
  const writer = (): BatchWriter =>
    new BatchWriter(database, { retries: 3, listener: (event) => void heard.push(event) })
  const first = () => writer().write([sliceOf([click(1)])])
  const second = () => writer().write([sliceOf([click(2)], { from: { nextOffset: 1, fingerprint: null } })])

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'axon-guard-'))
    folder = join(root, 'data')
    mkdirSync(folder)
    heard = []
    await open(join(folder, 'axon.db'))
    new BetterSqlite3(join(folder, 'axon.db')).exec('PRAGMA wal_checkpoint').close()
  })
  afterEach(async () => {
    await database.close()
    rmSync(root, { recursive: true })
  })

  it.each(LOSSES)('that is %s stops the program at the next transaction', async (_, lose, says) => {
    await first()
    expect(heard.splice(0)).toMatchObject([{ type: 'batch-committed' }])
    lose(folder)
    const lost = await second().catch((error: unknown) => error)
    expect(lost).toBeInstanceOf(HaltError)
    expect(lost).toMatchObject({ code: 'DATABASE_FILE_LOST', message: expect.stringMatching(says) })
    expect((lost as HaltError).message).toContain(join(folder, 'axon.db'))
    expect(heard).toEqual([])
  })

  it('that is removed during a transaction acknowledges nothing of it', async () => {
    await first()
    heard = []
    const { transact } = database
    database.transact = (transaction) =>
      transact.call(database, { ...transaction, beforeCommit: () => rmSync(join(folder, 'axon.db')) })
    await expect(second()).rejects.toMatchObject({ code: 'DATABASE_FILE_LOST' })
    expect(heard).toEqual([])
  })

  it('whose -wal file is cut during a transaction stays what it was before', async () => {
    await first()
    heard = []
    const { transact } = database
    database.transact = (transaction) =>
      transact.call(database, {
        ...transaction,
        beforeCommit: () => truncateSync(join(folder, 'axon.db-wal'), 0),
      })
    await expect(second()).rejects.toMatchObject({ code: 'DATABASE_FILE_LOST' })
    expect(heard).toEqual([])
    await database.close()
    const after = new BetterSqlite3(join(folder, 'axon.db'))
    expect(after.pragma('integrity_check', { simple: true })).toBe('ok')
    after.close()
    database = await openDatabase(`sqlite:${join(folder, 'axon.db')}`)
  })

  it('is also looked for when a shop is seeded', async () => {
    rmSync(join(folder, 'axon.db'))
    await expect(seed(database, parseSeed(SHOP, 'shop').seed, { reset: false })).rejects.toMatchObject({
      code: 'DATABASE_FILE_LOST',
    })
  })

  it('behind a link is missed when the link names another one', async () => {
    await database.close()
    const link = join(root, 'link.db')
    copyFileSync(join(folder, 'axon.db'), join(folder, 'other.db'))
    symlinkSync(join(folder, 'axon.db'), link)
    await open(link)
    await first()
    rmSync(link)
    symlinkSync(join(folder, 'other.db'), link)
    await expect(second()).rejects.toThrow('another file has taken the place of the file')
  })

  it('may be vacuumed, backed up and checkpointed by others', async () => {
    await database.query(sql`
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
      INSERT INTO user_summary (user_id) SELECT i FROM n`)
    const other = new BetterSqlite3(join(folder, 'axon.db'))
    other.pragma('wal_checkpoint(TRUNCATE)')
    await first()
    other.exec('DELETE FROM user_summary WHERE user_id > 1; VACUUM')
    other.pragma('wal_checkpoint(TRUNCATE)')
    await other.backup(join(folder, 'backup.db'))
    other.exec(`
      WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 9000)
      INSERT INTO user_summary (user_id) SELECT i FROM n`)
    other.close()
    await second()
    expect(heard.map(({ type }) => type)).toEqual(['batch-committed', 'batch-committed'])
  })

  it('in memory has no file to lose', async () => {
    await database.close()
    await open(':memory:')
    await first()
    await second()
    expect(heard.map(({ type }) => type)).toEqual(['batch-committed', 'batch-committed'])
  })
})
