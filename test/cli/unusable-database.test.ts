import { chmod, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { sql } from 'drizzle-orm/sql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { click } from '../shop.ts'
import { axonBoundByPermissions } from './powerless.ts'
import { ShopFolder } from './shop-folder.ts'

let folder: ShopFolder
const at = (...names: string[]): string => join(folder.path, ...names)

beforeAll(async () => {
  folder = await ShopFolder.create()
  await folder.write('clicks.jsonl', [click(1)])
})
afterAll(() => folder.remove())

describe.each(['status', 'replay clicks.jsonl'])('`axon %s`', (line) => {
  const run = (database: string) => folder.axon([...line.split(' '), '--database', `sqlite:${database}`])
  const oneLine = (stderr: string) => ({ code: 1, stdout: '', stderr })

  it('says that a file is no database', async () => {
    await writeFile(at('notes.txt'), 'not a database\n'.repeat(100))
    expect(await run('notes.txt')).toEqual(
      oneLine(
        'axon: database notes.txt: it is not a SQLite database: name another file (SQLITE_NOTADB: file is not a database)\n',
      ),
    )
    expect(await readFile(at('notes.txt'), 'utf8')).toBe('not a database\n'.repeat(100))
  })

  it('says that a database is damaged', async () => {
    const bytes = await readFile(at('axon.db'))
    await writeFile(at('damaged.db'), bytes.fill(0x41, 4_096))
    expect(await run('damaged.db')).toEqual(
      oneLine(
        'axon: database damaged.db: it is damaged: restore it from a backup (SQLITE_CORRUPT: database disk image is malformed)\n',
      ),
    )
  })

  it('says that the folder does not exist', async () => {
    expect(await run('no/folder/axon.db')).toEqual(
      oneLine('axon: database no/folder/axon.db: its folder does not exist: make it, or name another file\n'),
    )
  })

  it('says that a newer version has made the tables', async () => {
    await copyFile(at('axon.db'), at('newer.db'))
    await folder.withDatabase(
      (database) =>
        database.query(sql`INSERT INTO axon_migrations (hash, created_at) VALUES ('later', 99999999999999)`),
      'newer.db',
    )
    expect(await run('newer.db')).toEqual(
      oneLine(
        'axon: database newer.db: its tables were made by a newer version of axon: install that version, or name another database\n',
      ),
    )
  })

  it('says that a table is missing', async () => {
    await copyFile(at('axon.db'), at('robbed.db'))
    await folder.withDatabase((database) => database.query(sql`DROP TABLE user_summary`), 'robbed.db')
    expect(await run('robbed.db')).toEqual(
      oneLine(
        'axon: database robbed.db: a table of it is missing or damaged: restore it from a backup, or name another file (SQLITE_ERROR: no such table: user_summary)\n',
      ),
    )
  })

  it('says that the file holds the tables of another program', async () => {
    new BetterSqlite3(at('other.db')).exec('CREATE TABLE IF NOT EXISTS products (name)').close()
    expect(await run('other.db')).toEqual(
      oneLine(
        'axon: database other.db: it holds other tables of that name: name another file (SQLITE_ERROR: table `products` already exists)\n',
      ),
    )
  })
})

describe('a database that may only be read', () => {
  beforeAll(async () => {
    await mkdir(at('shelf'))
    await copyFile(at('axon.db'), at('shelf', 'axon.db'))
    await chmod(at('shelf', 'axon.db'), 0o444)
  })
  afterAll(() => chmod(at('shelf'), 0o755))

  it.each([
    ['file', 0o755],
    ['folder', 0o555],
  ])('is named with what to do when its %s is read-only', async (_, mode) => {
    await chmod(at('shelf'), mode)
    const { code, stdout, stderr } = await axonBoundByPermissions(
      ['replay', 'clicks.jsonl', '--database', 'sqlite:shelf/axon.db'],
      folder.path,
    )
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(
      /^axon: database shelf\/axon\.db: it is read-only: make the file and its folder writable \(SQLITE_READONLY.*\)\n$/,
    )
  })

  it('can not be made in a folder that is read-only', async () => {
    await chmod(at('shelf'), 0o555)
    expect(
      await axonBoundByPermissions(['status', '--database', 'sqlite:shelf/new.db'], folder.path),
    ).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'axon: database shelf/new.db: it cannot be opened: check that it is a file in a folder that exists, and that both may be written (SQLITE_CANTOPEN: unable to open database file)\n',
    })
  })
})

it('shows the stack of an error only with --verbose', async () => {
  const plain = await folder.axon(['status', '--database', 'sqlite:no/folder/axon.db'])
  expect(plain.stderr).not.toMatch(/^ +at /m)
  const verbose = await folder.axon(['status', '--database', 'sqlite:no/folder/axon.db', '--verbose'])
  expect(verbose.stderr).toMatch(/^axon: HaltError: database no\/folder\/axon\.db: .*\n +at /)
})
