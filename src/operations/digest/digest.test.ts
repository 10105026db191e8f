import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm/sql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, type EmptyDatabase } from '../../../test/databases.ts'
import { replayFile, withLines } from '../../../test/replay-lines.ts'
import { click, SHOP } from '../../../test/shop.ts'
import type { Database } from '../../stores/database.ts'
import { openDatabase } from '../../stores/open-database.ts'
import { seed } from '../seed/seed.ts'
import { parseSeed } from '../seed/seed-file.ts'
import { digest } from './digest.ts'

const CONTEXT = {
  z: [1e21, 0.1, -0, 'a\u007f'],
  é: { '😀': null, '\uff21': true },
  ['__proto__']: { x: '"' },
}
const LINES = [
  click(2, { price: '0.10' }),
  click(1, { quantity: 3 }),
  click(3, { quantity: 1_000 }),
  {
    triggerType: 'LOGIN_SUCCESS',
    userId: 5,
    pageUrl: 'https://shop.example/ㄱ',
    context: CONTEXT,
    messageId: 'm-1',
  },
  { triggerType: 'SIGNUP', userId: 5 },
  { triggerType: 'SIGNUP', userId: 5 },
]

/** As docs/digest.md defines it, from lines written by hand. */
function digestOf(sections: Readonly<Record<string, readonly string[]>>): string {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
  const text = Object.entries(sections).map(([name, lines]) => {
    const sum = lines.reduce((total, line) => total + BigInt(`0x${sha256(`${line}\n`)}`), 0n) % 2n ** 256n
    return `${name} ${lines.length} ${sum.toString(16).padStart(64, '0')}\n`
  })
  return sha256(text.join(''))
}

const EXPECTED = digestOf({
  entries: [
    '["entry",1,1,1,"APPROVED",null,2,3,19900]',
    '["entry",1,2,1,"APPROVED",null,1,1,0.1]',
    '["entry",1,3,1,"REJECTED","OUT_OF_STOCK",null,1000,19900]',
  ],
  occurrences: [
    '["occurrence",1,2,null,{"campaignActivityId":1,"productId":1,"quantity":1},null,1]',
    '["occurrence",1,1,null,{"campaignActivityId":1,"productId":1,"quantity":3},null,1]',
    '["occurrence",2,5,"https://shop.example/ㄱ",{"__proto__":{"x":"\\""},"z":[1000000000000000000000,0.1,0,"a\u007f"],"é":{"\uff21":true,"😀":null}},"m-1",null]',
    '["occurrence",3,5,null,{},null,null]',
    '["occurrence",3,5,null,{},null,null]',
  ],
  stock: ['["stock",1,96]'],
})

describe.each(databases)('the digest on $name', ({ create }) => {
  let empty: EmptyDatabase
  let database: Database

  const replay = async (lines: readonly object[]): Promise<string> => {
    await seed(database, parseSeed(SHOP, 'shop').seed, { reset: true })
    await withLines(lines, (file) => replayFile(database, file, { batchSize: 2 }))
    return (await digest(database)).digest
  }

  beforeAll(async () => {
    empty = await create()
    database = await openDatabase(empty.url)
  })
  afterAll(async () => {
    await database.close()
    await empty.drop()
  })

  it('is the one that its definition gives, and so the same on every database', async () => {
    expect(await replay(LINES)).toBe(EXPECTED)
  })

  it('does not depend on where the messages stood, nor on when they were read', async () => {
    expect(await replay([LINES[4]!, 5 as unknown as object, ...LINES.slice(0, 4), LINES[5]!])).toBe(EXPECTED)
  })

  it.each([
    ['a sequence', 'UPDATE campaign_activity_entries SET sequence = 3 WHERE user_id = 1'],
    ['a reason', "UPDATE campaign_activity_entries SET reject_reason = 'LIMIT_REACHED' WHERE user_id = 3"],
    ['a quantity', 'UPDATE campaign_activity_entries SET quantity = 999 WHERE user_id = 3'],
    ['a missing entry', 'DELETE FROM campaign_activity_entries WHERE user_id = 3'],
    ['the user of an occurrence', 'UPDATE event_occurrences SET user_id = 6 WHERE event_id = 3'],
    [
      'one of two equal occurrences',
      'DELETE FROM event_occurrences WHERE id = (SELECT max(id) FROM event_occurrences)',
    ],
    ['both of two equal occurrences', 'DELETE FROM event_occurrences WHERE event_id = 3'],
    ['stock', 'UPDATE products SET stock = stock - 1'],
  ])('is another one if %s differs', async (_, statement) => {
    await replay(LINES)
    await database.query(sql.raw(statement))
    expect((await digest(database)).digest).not.toBe(EXPECTED)
  })
})
