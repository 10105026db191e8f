import { formatCount } from '../../domain/format-count.ts'
import { terminalJson } from '../../domain/shown-text.ts'
import { csvHead, csvRow } from '../../domain/text/csv.ts'
import { deadLetterPages } from '../../reads/dead-letters/dead-letter-pages.ts'
import type { DeadLetterSummary } from '../../reads/dead-letters/dead-letter-row.ts'
import { countDeadLetters, listDeadLetters as list } from '../../reads/dead-letters/dead-letters.ts'
import { printText } from '../shared/print-text.ts'
import { outputWidth } from '../shared/tables/output-width.ts'
import { readingDatabase } from '../shared/using-database.ts'
import { CSV_COLUMNS, deadLetterTable, shortenedError } from './dead-letter-columns.ts'
import type { ListOptions } from './dead-letters-options.ts'

/** `axon dead-letters list`. Returns the exit code. */
export async function listDeadLetters(options: ListOptions): Promise<number> {
  const { after, limit, reason, source, all, json, csv } = options
  const status = all ? undefined : (options.status ?? 'PENDING')
  return readingDatabase(options.database, async (database) => {
    const filter = { status, reason, source }
    const total = await countDeadLetters(database, filter)
    let listed = 0
    let lastId = after

    async function* rows(): AsyncGenerator<DeadLetterSummary> {
      for await (const page of deadLetterPages(database, filter, { afterId: after, limit })) {
        yield* page
        listed += page.length
        lastId = page.at(-1)?.id ?? lastId
      }
    }

    if (json) return printText(jsonOf(total, rows()))
    if (csv) await printText(csvOf(rows()))
    else await printTable()
    const [next] = listed === limit ? await list(database, filter, { afterId: lastId, limit: 1 }) : []
    if (next) process.stderr.write(`the next ones: add --after ${lastId}\n`)

    async function printTable(): Promise<void> {
      const shortened: DeadLetterSummary[] = []
      for await (const row of rows()) shortened.push({ ...row, error: shortenedError(row.error) })
      const which = status ? `${status} dead letters` : 'dead letters'
      const none = `no ${which}${total > 0 ? ` after id ${after}` : ''}`
      const table = () => deadLetterTable(shortened, outputWidth())
      const count = `${shortened.length} of ${formatCount(total)} ${which}`
      process.stdout.write(shortened.length === 0 ? `${none}\n` : `${table()}\n${count}\n`)
    }
  }).then(() => 0)
}

async function* jsonOf(total: number, rows: AsyncIterable<DeadLetterSummary>): AsyncGenerator<string> {
  yield `{"total":${total},"deadLetters":[`
  let separator = ''
  for await (const row of rows) {
    yield `${separator}${terminalJson({ ...row, createdAt: new Date(row.createdAt).toISOString() })}`
    separator = ','
  }
  yield ']}\n'
}

async function* csvOf(rows: AsyncIterable<DeadLetterSummary>): AsyncGenerator<string> {
  yield csvHead(CSV_COLUMNS)
  for await (const row of rows) yield csvRow(CSV_COLUMNS, row)
}
