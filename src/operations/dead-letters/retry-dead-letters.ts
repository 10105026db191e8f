import { setImmediate as nextTurn } from 'node:timers/promises'
import { BatchWriter } from '../../pipeline/commit/batch-writer.ts'
import { FencedError } from '../../pipeline/commit/fenced-error.ts'
import { type StoreOutagePolicy, throughStoreOutages } from '../../pipeline/commit/through-store-outages.ts'
import { RunSummary, type RunTotals } from '../../pipeline/run-summary.ts'
import { nextDeadLetters } from '../../reads/dead-letters/dead-letter-batches.ts'
import type { DeadLetterFilter } from '../../reads/dead-letters/dead-letter-filter.ts'
import type { DeadLetterRow } from '../../reads/dead-letters/dead-letter-row.ts'
import { countDeadLetters } from '../../reads/dead-letters/dead-letters.ts'
import type { Database } from '../../stores/database.ts'
import { slicesOfDeadLetters } from './slices-of-dead-letters.ts'

export interface RetrySummary extends RunTotals {
  /** They went through, with any outcome but a dead letter. */
  readonly retried: number
  /** They stay PENDING, with the new reason (`deadLetterByReason`). */
  readonly failedAgain: number
  /** They stay PENDING as they are: of a message over 1 MiB only the beginning was kept. */
  readonly cannotBeRetried: number
  /** Another process took them while this one was about to; they are in no other number. */
  readonly takenByOthers: number
}

/** How often in a row others may be first with a batch before this run gives up. */
const MAX_FENCED = 100

/**
 * Runs the kept bytes of PENDING dead letters through the pipeline again, in the order of ids, each once (CONTRACT §4). What
 * goes through becomes RETRIED in the transaction of its effects, so that nothing is applied twice, whoever retries it. The
 * policy's signal ends the run after the batch in hand.
 */
export async function retryDeadLetters(
  database: Database,
  wanted: Omit<DeadLetterFilter, 'status'>,
  { retries, listener, signal }: StoreOutagePolicy,
): Promise<RetrySummary> {
  const filter = { ...wanted, status: 'PENDING' as const }
  const summary = new RunSummary()
  const outages: StoreOutagePolicy = {
    retries,
    signal,
    listener: (event) => {
      summary.listen(event)
      listener?.(event)
    },
  }
  const writer = new BatchWriter(database, outages)
  let cannotBeRetried = 0
  let takenByOthers = 0
  let fenced = 0
  for (let afterId = 0; !signal?.aborted; ) {
    const rows = await throughStoreOutages(database, outages, () =>
      nextDeadLetters(database, filter, afterId),
    )
    const last = rows.at(-1)
    if (!last) break
    const batch = rows.filter(isWhole)
    try {
      if (batch.length > 0) await writer.write(slicesOfDeadLetters(batch))
    } catch (error) {
      if (!(error instanceof FencedError)) throw error
      const ids = rows.map(({ id }) => id)
      const pending = () => countDeadLetters(database, { ...filter, ids })
      takenByOthers += ids.length - (await throughStoreOutages(database, outages, pending))
      fenced += 1
      if (fenced > MAX_FENCED) throw error
      continue
    }
    fenced = 0
    cannotBeRetried += rows.length - batch.length
    afterId = last.id
    await nextTurn() // lets signals in: with SQLite nothing else gives up the event loop
  }
  const totals = summary.totals()
  const { read, deadLetter } = totals
  return { ...totals, retried: read - deadLetter, failedAgain: deadLetter, cannotBeRetried, takenByOthers }
}

const isWhole = ({ reason }: DeadLetterRow): boolean => reason !== 'MESSAGE_TOO_LARGE'
