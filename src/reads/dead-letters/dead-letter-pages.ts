import type { Database } from '../../stores/database.ts'
import type { DeadLetterFilter } from './dead-letter-filter.ts'
import type { DeadLetterSummary } from './dead-letter-row.ts'
import { type DeadLetterPage, listDeadLetters } from './dead-letters.ts'

/** An error may have 4,000 characters. */
const PAGE_ROWS = 1_000

/** At most `limit` dead letters without their bytes, page by page, in the order of ids. */
export async function* deadLetterPages(
  database: Database,
  filter: DeadLetterFilter,
  { afterId = 0, limit }: DeadLetterPage,
): AsyncGenerator<DeadLetterSummary[]> {
  for (let left = limit; left > 0; ) {
    const rows = await listDeadLetters(database, filter, { afterId, limit: Math.min(left, PAGE_ROWS) })
    const last = rows.at(-1)
    if (!last) return
    yield rows
    afterId = last.id
    left -= rows.length
  }
}
