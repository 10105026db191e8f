import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { sql } from 'drizzle-orm/sql'
import { randomNumbers } from '../../fixtures/random.ts'
import { createTestDatabase, startTestDatabases } from '../../services/test-database.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { outputOf } from '../axon.ts'
import { click } from '../shop.ts'

/**
 * Four processes replay four different files at once, whose users want the same pieces: nothing is sold twice, everything is sold.
 *
 *     npm run trial:compete -- --rounds 10 [--messages N] [--seed N]
 */
const { rounds, messages, seed } = new Command('trial:compete')
  .option('--rounds <n>', 'databases to fill', Number, 10)
  .option('--messages <n>', 'lines of each file', Number, 10_000)
  .option('--seed <n>', 'of the users who ask', Number, Date.now() % 1_000_000)
  .parse()
  .opts<{ rounds: number; messages: number; seed: number }>()

const PROCESSES = 4
const activity = (id: number, productId: number, limitCount: number | null) => ({
  ...{ id, campaignId: 1, productId, name: `선착순 ${id}`, activityType: 'FIRST_COME_FIRST_SERVE' },
  ...{ status: 'ACTIVE', limitCount },
})
const product = (id: number, stock: number) => ({ id, productName: `상품 ${id}`, stock, price: 1_000 })
const SHOP = {
  products: [product(1, 500), product(2, 300), product(3, 400)],
  campaigns: [{ id: 1, name: '선착순' }],
  campaignActivities: [
    activity(1, 1, 200),
    activity(2, 2, 1_000),
    activity(3, 3, null),
    activity(4, 3, null),
  ],
  events: [{ id: 1, name: '구매', status: 'ACTIVE', triggerType: 'PURCHASE' }],
}
/** Activity 1 has fewer places than pieces, 2 fewer pieces than places, and 3 and 4 share their pieces. */
const EXPECTED = [{ first: 200, second: 300, shared: 400, left: 300 }]

async function round(number: number, folder: string, adminUrl: string): Promise<number> {
  const random = randomNumbers(seed + number)
  const files = Array.from({ length: PROCESSES }, (_, index) => {
    const file = join(folder, `${index}.jsonl`)
    const lines = Array.from({ length: messages }, () =>
      JSON.stringify(
        click(1 + Math.floor(random() * 5_000), { campaignActivityId: 1 + Math.floor(random() * 4) }),
      ),
    )
    writeFileSync(file, lines.join('\n'))
    return file
  })
  const { url, drop } = await createTestDatabase(adminUrl)
  await outputOf('seed', join(folder, 'seed.json'), '--database', url)
  const replays = files.map((file) =>
    outputOf('replay', file, '--database', url, '--batch-size', '200', '--json'),
  )
  const summaries = (await Promise.all(replays)).map(
    (text) => JSON.parse(text) as { retries: number; read: number },
  )
  await outputOf('verify', '--database', url)
  const database = await openDatabase(url)
  const found = await database.query(sql`
    SELECT (SELECT approved_count FROM campaign_activities WHERE id = 1) AS first,
           (SELECT approved_count FROM campaign_activities WHERE id = 2) AS second,
           (SELECT sum(approved_count)::bigint FROM campaign_activities WHERE id IN (3, 4)) AS shared,
           (SELECT sum(stock)::bigint FROM products) AS left`)
  await database.close()
  await drop()
  if (JSON.stringify(found) !== JSON.stringify(EXPECTED)) {
    throw new Error(
      `round ${number} (seed ${seed}): ${JSON.stringify(found)} instead of ${JSON.stringify(EXPECTED)}`,
    )
  }
  return summaries.reduce((sum, { retries }) => sum + retries, 0)
}

const folder = mkdtempSync(join(tmpdir(), 'axon-compete-'))
const server = await startTestDatabases()
try {
  console.log(`seed ${seed}: ${PROCESSES} processes, ${messages} lines each, ${rounds} rounds`)
  writeFileSync(join(folder, 'seed.json'), JSON.stringify(SHOP))
  for (let number = 1; number <= rounds; number += 1) {
    const retries = await round(number, folder, server.adminUrl)
    console.log(`round ${number}: every piece sold once, every invariant holds, ${retries} retries`)
  }
} finally {
  await server.stop()
  rmSync(folder, { recursive: true })
}
