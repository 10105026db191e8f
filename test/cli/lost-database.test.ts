import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm/sql'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { finished, start } from '../axon.ts'
import { click } from '../shop.ts'
import { ShopFolder } from './shop-folder.ts'

let folder: ShopFolder
beforeAll(async () => {
  folder = await ShopFolder.create()
})
afterAll(() => folder.remove())

const entries = (): Promise<number> =>
  folder.withDatabase(async (database) => {
    const [row] = await database.query<{ count: number }>(
      sql`SELECT count(*) AS count FROM campaign_activity_entries`,
    )
    return row?.count ?? 0
  })

it('`axon replay` ends with 1 when its database is removed, and counts nothing that came after', async () => {
  const run = start(['replay', '-', '--json'], { cwd: folder.path })
  const ended = finished(run)
  run.stdin?.write(`${JSON.stringify(click(1))}\n`)
  await expect.poll(entries, { timeout: 30_000 }).toBe(1)
  await rm(join(folder.path, 'axon.db'))
  run.stdin?.end(`${JSON.stringify(click(2))}\n`)
  const { code, stdout, stderr } = await ended
  expect(code).toBe(1)
  expect(JSON.parse(stdout)).toMatchObject({ approved: 1, read: 1 })
  expect(stderr).toBe(
    'axon: database axon.db: the file was removed or moved away while it was in use: nothing that came since counts. Put it back or restore a backup, then run the same command again: it goes on where that file stands\n',
  )
})
