import { formatCount } from '../../domain/format-count.ts'
import { isoInstant } from '../../domain/iso-instant.ts'
import { errorText } from '../../domain/shown-text.ts'
import { exportedDeadLetter } from '../../operations/dead-letters/exported-dead-letter.ts'
import type { DeadLetterRow } from '../../reads/dead-letters/dead-letter-row.ts'
import { readDeadLetters } from '../../reads/dead-letters/dead-letters.ts'
import { readingDatabase } from '../shared/using-database.ts'
import { bytesText } from './bytes-text.ts'
import type { DeadLetterOptions } from './dead-letters-options.ts'
import { unknownId } from './refuse-unknown-ids.ts'

/** `axon dead-letters show`. Returns the exit code. */
export async function showDeadLetter(
  id: number,
  { database: url, json }: DeadLetterOptions,
): Promise<number> {
  return readingDatabase(url, async (database) => {
    const [row] = await readDeadLetters(database, { ids: [id] }, { limit: 1 })
    if (!row) throw unknownId(id)
    process.stdout.write(`${json ? exportedDeadLetter(row) : asText(row)}\n`)
    return 0
  })
}

function asText(row: DeadLetterRow): string {
  const lines: [name: string, value: string][] = [
    ['id', String(row.id)],
    ['status', row.status],
    ['reason', row.reason],
    ['error', row.error],
    ['source', row.source],
    ['partition', String(row.partition)],
    ['offset', String(row.offset)],
    ['kind', row.messageKind ?? 'decided by the fields of the message'],
    ['created', isoInstant(row.createdAt)],
    ['record time', row.recordTime === null ? 'none: the time of reading' : isoInstant(row.recordTime)],
    ['key', row.messageKey === null ? 'none' : bytesText(row.messageKey)],
    ['bytes kept', formatCount(row.payloadBytes ?? 0)],
  ]
  const payload =
    row.payload === null ? 'none: the record has no value (a tombstone)' : bytesText(row.payload)
  return [...lines.map(([name, value]) => `${name.padEnd(12)} ${errorText(value)}`), 'payload', payload].join(
    '\n',
  )
}
