import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { PostgresServer } from '../services/postgres/postgres-server.ts'
import { createTestDatabase } from '../services/test-database.ts'
import { packageRoot } from '../src/package-root.ts'
import { type Contender, compare } from './compare.ts'
import { generatedSale } from './generated-sale.ts'

/** `axon replay` into Postgres beside a program that commits each message, and one that writes sets and does nothing else. */
const { messages, single, rounds, batchSize } = new Command('bench:postgres')
  .option('--messages <n>', 'generated commands', Number, 500_000)
  .option('--single <n>', 'commands for the program that commits each', Number, 5_000)
  .option('--rounds <n>', 'runs of each', Number, 5)
  .option('--batch-size <n>', 'messages per transaction', Number, 5_000)
  .parse()
  .opts<{ messages: number; single: number; rounds: number; batchSize: number }>()

const axon = join(packageRoot, 'dist', 'bin', 'axon.js')
const program = (name: string) => ['--import', 'tsx', join(packageRoot, 'bench', name)]
const folder = mkdtempSync(join(tmpdir(), 'axon-bench-'))
// A server as it comes (every commit is synced to the disk), but for memory that suits the machine.
const server = await PostgresServer.start({ settings: { shared_buffers: '512MB', max_wal_size: '4GB' } })
try {
  const sale = await generatedSale(folder, messages)
  const contender = (name: string, count: number, args: (url: string) => readonly string[]): Contender => ({
    name,
    messages: count,
    prepare: async () => {
      const { url, drop } = await createTestDatabase(server.url())
      execFileSync(process.execPath, [axon, 'seed', sale.seedFile, '--database', url])
      return { args: args(url), clean: drop }
    },
  })
  const few = await generatedSale(folder, single)
  const size = String(batchSize)
  await compare(
    [
      contender('axon', messages, (url) => [
        ...[axon, 'replay', sale.messagesFile, '--database', url, '--batch-size', size],
      ]),
      contender('plain sets', messages, (url) => [
        ...program('plain-postgres-sets.ts'),
        url,
        sale.messagesFile,
        size,
      ]),
      contender('a commit each', single, (url) => [
        ...program('plain-postgres-single.ts'),
        url,
        few.messagesFile,
      ]),
    ],
    rounds,
  )
} finally {
  server.stop()
  rmSync(folder, { recursive: true })
}
