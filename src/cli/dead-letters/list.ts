import { formatCount } from '../../domain/format-count.ts'
import { terminalJson } from '../../domain/shown-text.ts'
import type { DeadLetterSummary } from '../../reads/dead-letter-row.ts'
import { countDeadLetters, listDeadLetters as list } from '../../reads/dead-letters.ts'
import { textTable } from '../shared/text-table.ts'
import { usingDatabase } from '../shared/using-database.ts'
import type { ListOptions } from './dead-letters-options.ts'

/** So much of an error fits beside the other columns; `show` has all of it. */
const ERROR_LENGTH = 60

/** `axon dead-letters list`. Returns the exit code. */
export async function listDeadLetters(options: ListOptions): Promise<number> {
  const { after, limit, reason, source, all } = options
  const status = all ? undefined : (options.status ?? 'PENDING')
  return usingDatabase(options.database, async (database) => {
    const filter = { status, reason, source }
    const total = await countDeadLetters(database, filter)
    const found = await list(database, filter, { afterId: after, limit: limit + 1 })
    const deadLetters = found.slice(0, limit)
    if (options.json) {
      const times = deadLetters.map((row) => ({ ...row, createdAt: new Date(row.createdAt).toISOString() }))
      process.stdout.write(`${terminalJson({ total, deadLetters: times })}\n`)
      return 0
    }
    const which = status ? `${status} dead letters` : 'dead letters'
    const last = deadLetters.at(-1)
    if (!last) {
      process.stdout.write(`no ${which}${total > 0 ? ` after id ${after}` : ''}\n`)
      return 0
    }
    process.stdout.write(`${table(deadLetters)}\n${deadLetters.length} of ${formatCount(total)} ${which}\n`)
    if (found.length > limit) process.stderr.write(`the next ones: add --after ${last.id}\n`)
    return 0
  })
}

const table = (rows: readonly DeadLetterSummary[]): string =>
  textTable(
    ['id', 'status', 'reason', 'partition', 'offset', 'source', 'created', 'error'],
    rows.map(({ id, status, reason, source, partition, offset, createdAt, error }) => [
      String(id),
      status,
      reason,
      String(partition),
      String(offset),
      source,
      new Date(createdAt).toISOString(),
      shortened(error.split('\n', 1)[0] ?? ''),
    ]),
  )

const shortened = (text: string): string =>
  text.length <= ERROR_LENGTH ? text : `${text.slice(0, ERROR_LENGTH - 1).toWellFormed()}…`
