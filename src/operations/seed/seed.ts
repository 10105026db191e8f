import { backOff, fullJitterDelayMs } from '../../pipeline/commit/full-jitter-backoff.ts'
import type { Database } from '../../stores/database.ts'
import { type Author, recordChanges } from '../changes/record-changes.ts'
import { applySeed } from './apply-seed.ts'
import { emptyTables } from './empty-tables.ts'
import { changesOfSeed } from './seed-changes.ts'
import type { Seed } from './seed-schema.ts'
import type { SeedSummary } from './seed-summary.ts'

export interface SeedOptions {
  /** Empties all tables first, in the same transaction: but for keys, sites and the log of changes. */
  readonly reset: boolean
  /** Who seeds, for the log of changes. */
  readonly author?: Author
  /** Called with how many rows each statement saved; again from the start if the transaction is tried again. */
  readonly onSaved?: (rows: number) => void
}

/** How often the transaction is tried again if another one was in its way. */
const RETRIES = 5

/**
 * Applies a seed file, whole or not at all (CONTRACT §4). May run while messages are processed.
 * @throws HaltError if it names what does not exist, or takes back what was sold or approved.
 */
export async function seed(
  database: Database,
  file: Seed,
  { reset, author = { by: 'unknown', atMs: Date.now() }, onSaved = () => {} }: SeedOptions,
): Promise<SeedSummary> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await database.transaction(async (query) => {
        if (reset) await emptyTables(query, database.dialect)
        const { summary, updates } = await applySeed(query, database.dialect, file, author, onSaved)
        await recordChanges(query, database.dialect, author, changesOfSeed(summary, updates, reset))
        return summary
      })
    } catch (error) {
      if (database.failureOf(error) !== 'outage' || attempt > RETRIES) throw error
      await backOff(fullJitterDelayMs(attempt))
    }
  }
}
