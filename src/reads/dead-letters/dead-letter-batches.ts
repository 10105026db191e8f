import type { Database } from '../../stores/database.ts'
import type { DeadLetterFilter } from './dead-letter-filter.ts'
import type { DeadLetterRow } from './dead-letter-row.ts'
import { listDeadLetters, readDeadLetters } from './dead-letters.ts'

const BATCH_ROWS = 1_000

/** A thousand messages of 1 MiB each would not fit into memory. */
const BATCH_BYTES = 16 * 1024 * 1024

/** Reads the next dead letters after an id, with their bytes: as many as a batch may hold, at least one if there is one. */
export async function nextDeadLetters(
  database: Database,
  filter: DeadLetterFilter,
  afterId: number,
): Promise<DeadLetterRow[]> {
  const summaries = await listDeadLetters(database, filter, { afterId, limit: BATCH_ROWS })
  let bytes = 0
  const tooMany = summaries.findIndex(({ payloadBytes }, index) => {
    bytes += payloadBytes ?? 0
    return index > 0 && bytes > BATCH_BYTES
  })
  const limit = tooMany === -1 ? summaries.length : tooMany
  return limit === 0 ? [] : readDeadLetters(database, filter, { afterId, limit })
}

/** Reads all of them, batch by batch, in the order of ids. */
export async function* deadLetterBatches(
  database: Database,
  filter: DeadLetterFilter,
): AsyncGenerator<DeadLetterRow[]> {
  let afterId = 0
  for (;;) {
    const batch = await nextDeadLetters(database, filter, afterId)
    const last = batch.at(-1)
    if (!last) return
    yield batch
    afterId = last.id
  }
}
