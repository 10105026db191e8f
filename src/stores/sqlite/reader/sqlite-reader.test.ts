import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm/sql'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { SqliteDatabase } from '../sqlite-database.ts'
import { SqliteUrl } from '../sqlite-url.ts'
import { SqliteReader } from './sqlite-reader.ts'

let folder: string
let written: SqliteDatabase
let reader: SqliteReader

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'axon-reader-'))
  const url = new SqliteUrl(`sqlite:${join(folder, 'axon.db')}?synchronous=off`)
  written = SqliteDatabase.open(url)
  reader = new SqliteReader(url)
})
afterAll(async () => {
  await reader.close()
  await written.close()
  await rm(folder, { recursive: true, force: true })
})

const put = (id: number) =>
  written.query(sql`
    INSERT INTO api_keys (id, name, role, key_hash, created_at) VALUES (${id}, '김', 'ADMIN', ${Buffer.from([id, 255])}, 1)`)
const namesAt = sql`SELECT id, name, key_hash AS hash FROM api_keys ORDER BY id`

it('reads what others write, bytes and all, while the event loop goes on', async () => {
  await put(1)
  let turns = 0
  const ticking = setInterval(() => {
    turns += 1
  }, 1)
  const counting = reader.query(
    sql`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000) SELECT count(*) AS count FROM n`,
  )
  expect(await reader.query(namesAt)).toEqual([{ id: 1, name: '김', hash: Buffer.from([1, 255]) }])
  expect(await counting).toEqual([{ count: 2_000_000 }])
  clearInterval(ticking)
  expect(turns).toBeGreaterThan(3)
})

it('sees one moment in a snapshot, and one snapshot after the other', async () => {
  const counts = () =>
    reader.snapshot(async (query) => {
      const before = await query(namesAt)
      await put(before.length + 1)
      return [before.length, (await query(namesAt)).length]
    })
  expect(await Promise.all([counts(), counts()])).toEqual([
    [1, 1],
    [2, 2],
  ])
})

it('says what is wrong as the database itself does, and writes nothing', async () => {
  await expect(reader.query(sql`SELECT * FROM nowhere`)).rejects.toThrow('no such table')
  await expect(reader.query(sql`DELETE FROM api_keys`)).rejects.toThrow('read-only')
  expect(await reader.query(sql`SELECT 1 AS one`)).toEqual([{ one: 1 }])
})
