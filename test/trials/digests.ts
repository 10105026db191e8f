import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { generateMessages, generateSeed } from '../../fixtures/generate.ts'
import { writeLines } from '../../fixtures/write-lines.ts'
import { createTestDatabase, startTestDatabases } from '../../services/test-database.ts'
import { outputOf } from '../axon.ts'

/**
 * The same generated sales, replayed into SQLite and Postgres: every decision must be the same.
 *
 *     npm run trial:digests -- --sales 5 [--messages N] [--seed N]
 */
const { sales, messages, seed } = new Command('trial:digests')
  .option('--sales <n>', 'different inputs', Number, 5)
  .option('--messages <n>', 'lines of each', Number, 100_000)
  .option('--seed <n>', 'of the first; the others follow', Number, Date.now() % 1_000_000)
  .parse()
  .opts<{ sales: number; messages: number; seed: number }>()

const folder = mkdtempSync(join(tmpdir(), 'axon-digests-'))
const server = await startTestDatabases()

async function digestIn(url: string): Promise<string> {
  await outputOf('seed', join(folder, 'seed.json'), '--database', url)
  await outputOf('replay', join(folder, 'sale.jsonl'), '--database', url)
  const verified = await outputOf('verify', '--digest', '--json', '--database', url)
  return (JSON.parse(verified) as { digest: string }).digest
}

try {
  for (let number = 0; number < sales; number += 1) {
    const options = { messages, users: messages / 2, activities: 15, seed: seed + number, invalid: 0.01 }
    writeFileSync(join(folder, 'seed.json'), JSON.stringify(generateSeed(options)))
    await writeLines(generateMessages(options), join(folder, 'sale.jsonl'))
    const postgres = await createTestDatabase(server.adminUrl)
    const inPostgres = await digestIn(postgres.url)
    const inSqlite = await digestIn(`sqlite:${join(folder, `${number}.db`)}`)
    await postgres.drop()
    if (inPostgres !== inSqlite) {
      throw new Error(`seed ${seed + number}: ${inSqlite} in SQLite, ${inPostgres} in Postgres`)
    }
    console.log(`seed ${seed + number}, ${messages} lines: ${inSqlite} in both`)
  }
} finally {
  await server.stop()
  rmSync(folder, { recursive: true })
}
