import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { HaltError } from '../../domain/halt-error.ts'
import { exportedDeadLetter } from '../../operations/dead-letters/exported-dead-letter.ts'
import { deadLetterBatches } from '../../reads/dead-letter-batches.ts'
import type { DeadLetterFilter } from '../../reads/dead-letter-filter.ts'
import type { Database } from '../../stores/database.ts'
import { CommandError } from '../shared/command-error.ts'
import { usingDatabase } from '../shared/using-database.ts'
import type { ExportOptions } from './dead-letters-options.ts'

/** `axon dead-letters export`: JSONL. Returns the exit code. */
export async function exportDeadLetters(options: ExportOptions): Promise<number> {
  const { reason, source, all, out } = options
  const status = all ? undefined : (options.status ?? 'PENDING')
  return usingDatabase(options.database, async (database) => {
    const lines = linesOf(database, { status, reason, source })
    if (out === undefined) await print(lines)
    else await save(lines, out)
    return 0
  })
}

async function* linesOf(database: Database, filter: DeadLetterFilter): AsyncGenerator<string> {
  for await (const rows of deadLetterBatches(database, filter)) {
    for (const row of rows) yield `${exportedDeadLetter(row)}\n`
  }
}

async function print(lines: AsyncIterable<string>): Promise<void> {
  try {
    await pipeline(lines, process.stdout, { end: false })
  } catch (error) {
    // A reader that has seen enough, such as `head`.
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error
  }
}

async function save(lines: AsyncIterable<string>, file: string): Promise<void> {
  try {
    await pipeline(lines, createWriteStream(file))
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === undefined || error instanceof HaltError) throw error
    throw new CommandError(`${file} can't be written: ${message}`, 1, { cause: error })
  }
}
