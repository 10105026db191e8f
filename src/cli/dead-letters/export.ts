import { createWriteStream } from 'node:fs'
import { resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { formatCount } from '../../domain/format-count.ts'
import { HaltError } from '../../domain/halt-error.ts'
import { shownLine } from '../../domain/shown-text.ts'
import { exportedDeadLetter } from '../../operations/dead-letters/exported-dead-letter.ts'
import { deadLetterBatches } from '../../reads/dead-letters/dead-letter-batches.ts'
import { countDeadLetters } from '../../reads/dead-letters/dead-letters.ts'
import { CommandError } from '../shared/command-error.ts'
import { printText } from '../shared/print-text.ts'
import { CountProgress } from '../shared/progress/count-progress.ts'
import { readingDatabase } from '../shared/using-database.ts'
import type { ExportOptions } from './dead-letters-options.ts'

/** `axon dead-letters export`: JSONL. Returns the exit code. */
export async function exportDeadLetters(options: ExportOptions): Promise<number> {
  const { reason, source, all, out } = options
  const filter = { status: all ? undefined : (options.status ?? 'PENDING'), reason, source }
  return readingDatabase(options.database, async (database) => {
    const progress = new CountProgress('dead letters', await countDeadLetters(database, filter))
    let count = 0

    async function* lines(): AsyncGenerator<string> {
      for await (const rows of deadLetterBatches(database, filter)) {
        for (const row of rows) yield `${exportedDeadLetter(row)}\n`
        count += rows.length
        progress.add(rows.length)
      }
    }

    try {
      await (out === undefined ? printText(lines()) : save(lines(), out))
    } finally {
      progress.end()
    }
    if (out !== undefined)
      say(`${formatCount(count)} dead ${count === 1 ? 'letter' : 'letters'} written to ${resolve(out)}`)
    return 0
  })
}

const say = (text: string): boolean => process.stderr.write(`axon: ${shownLine(text)}\n`)

async function save(lines: AsyncIterable<string>, file: string): Promise<void> {
  try {
    await pipeline(lines, createWriteStream(file))
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === undefined || error instanceof HaltError) throw error
    throw new CommandError(`${file} can't be written: ${message}`, 1, { cause: error })
  }
}
