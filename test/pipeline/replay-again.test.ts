import { writeFile } from 'node:fs/promises'
import { sql } from 'drizzle-orm/sql'
import { describe, expect, it } from 'vitest'
import { generateMessages, generateSeed } from '../../fixtures/generate.ts'
import { verify } from '../../src/operations/verify.ts'
import { databases } from '../databases.ts'
import { DEFAULT_SHOP, fixturePath } from '../default-shop.ts'
import { dump } from '../dump.ts'
import { withShop } from '../open-shop.ts'
import { replayFile, withLines } from '../replay-lines.ts'
import { OPENING } from '../shop.ts'

const options = { messages: 1_500, users: 400, activities: 7, seed: 7, invalid: 0.05 }
const lines = [...generateMessages(options)]

describe.each(databases)('the same messages again, on $name', ({ create }) => {
  it('a second replay skips everything and changes nothing', async () => {
    await withShop(create, DEFAULT_SHOP, async (database) => {
      const { read } = await replayFile(database, fixturePath('mixed.jsonl'))
      const before = await dump(database)
      const again = await replayFile(database, fixturePath('mixed.jsonl'))
      expect(again).toMatchObject({ read: 0, skipped: read, batches: 0 })
      expect(await dump(database)).toBe(before)
    })
  })

  it('--from-start gives duplicates, rejections and dead letters of before, and adds nothing', async () => {
    await withShop(create, DEFAULT_SHOP, async (database) => {
      const first = await replayFile(database, fixturePath('mixed.jsonl'))
      const before = await dump(database)
      const again = await replayFile(database, fixturePath('mixed.jsonl'), { fromStart: true, batchSize: 9 })
      // Of those who were refused at first and came in later, each request is a duplicate now.
      expect(again).toMatchObject({ read: first.read, approved: 0, recorded: 0 })
      expect(again.rejected).toBeLessThanOrEqual(first.rejected)
      expect(again.deadLetter).toBeLessThanOrEqual(first.deadLetter)
      expect(rowsAdded(before, await dump(database))).toEqual([])
    })
  })

  it('--from-start keeps the dead letters of lines that were changed aside, under one name, whatever files there are', async () => {
    await withShop(create, DEFAULT_SHOP, async (database) => {
      await withLines(['bad', 'bad too', login(1)], async (file) => {
        await replayFile(database, file)
        // Names that look like what was kept aside are names of files, too.
        await writeFile(`${file}#1`, 'another\n')
        await replayFile(database, `${file}#1`)
        await writeFile(file, ['worse', 'bad too', 'now bad', JSON.stringify(login(2))].join('\n'))
        const again = await replayFile(database, file, { fromStart: true, batchSize: 1 })
        expect(again).toMatchObject({ recorded: 1, deadLetter: 3 })
        const letters = await database.query<{ source: string; payload: Buffer }>(
          sql`SELECT source, payload FROM dead_letters ORDER BY id`,
        )
        const kept = letters.map(({ source, payload }) => [
          source.replace(`file:${file}`, ''),
          String(payload),
        ])
        expect(kept).toEqual([
          [expect.stringMatching(/^#\d{4}-\d\d-\d\dT/), 'bad'],
          ['', 'bad too'],
          ['#1', 'another'],
          ['', 'worse'],
          ['', 'now bad'],
        ])
        expect((await verify(database)).holds).toBe(true)
      })
    })
  })

  const dumpAfter = (batchSize: number): Promise<string> =>
    withShop(create, generateSeed(options), (database) =>
      withLines(lines, async (file) => {
        await replayFile(database, file, { batchSize })
        return (await dump(database)).replaceAll(file, 'FILE')
      }),
    )
  let usual: Promise<string> | undefined

  it.each([1, 7, 100_000])(
    'batches of %i leave what batches of 1 000 leave, ids included',
    async (batchSize) => {
      usual ??= dumpAfter(1_000)
      expect(await dumpAfter(batchSize)).toBe(await usual)
    },
  )
})

const login = (userId: number) => ({ triggerType: 'LOGIN_SUCCESS', userId, occurredAt: OPENING })

/** Lines of the second dump that the first lacks, but for rejected entries: their newest request is the one just read. */
function rowsAdded(before: string, after: string): string[] {
  const known = new Set(before.split('\n'))
  return after.split('\n').filter((line) => !known.has(line) && !line.includes('"status":"REJECTED"'))
}
