import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { packageRoot } from '../src/package-root.ts'
import { type Contender, compare } from './compare.ts'
import { generatedSale } from './generated-sale.ts'

/** `axon replay` into SQLite beside a plain better-sqlite3 program that makes the same writes row by row (see README.md here). */
const { messages, rounds, batchSize } = new Command('bench')
  .option('--messages <n>', 'generated commands', Number, 500_000)
  .option('--rounds <n>', 'pairs of runs', Number, 5)
  .option('--batch-size <n>', 'messages per transaction, of both', Number, 5_000)
  .parse()
  .opts<{ messages: number; rounds: number; batchSize: number }>()

const axon = join(packageRoot, 'dist', 'bin', 'axon.js')
const folder = mkdtempSync(join(tmpdir(), 'axon-bench-'))
try {
  const { seedFile, messagesFile } = await generatedSale(folder, messages)
  const database = join(folder, 'bench.db')
  const contender = (name: string, args: readonly string[]): Contender => ({
    name,
    messages,
    prepare: async () => {
      execFileSync(process.execPath, [axon, 'seed', seedFile, '--database', `sqlite:${database}`])
      return {
        args,
        clean: async () => {
          for (const suffix of ['', '-wal', '-shm']) rmSync(database + suffix, { force: true })
        },
      }
    },
  })
  const size = String(batchSize)
  const plain = join(packageRoot, 'bench', 'plain-sqlite.ts')
  await compare(
    [
      contender('axon', [
        axon,
        'replay',
        messagesFile,
        '--database',
        `sqlite:${database}`,
        '--batch-size',
        size,
      ]),
      contender('plain program', ['--import', 'tsx', plain, database, messagesFile, size]),
    ],
    rounds,
  )
} finally {
  rmSync(folder, { recursive: true })
}
