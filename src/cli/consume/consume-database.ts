import type { ConsumeListener } from '../../kafka/consumer/consume-event.ts'
import { throughStoreOutages } from '../../pipeline/commit/through-store-outages.ts'
import type { Database } from '../../stores/database.ts'
import type { DatabaseUrl } from '../../stores/database-url.ts'
import { openDatabase } from '../../stores/open-database.ts'
import { warnIfNotSeeded } from '../shared/warn-if-not-seeded.ts'

/**
 * Opens the database and looks whether it is seeded; waits for it for ever if it is away.
 * @throws HaltError if no retry can cure it; AbortError if the signal is aborted.
 */
export async function openConsumeDatabase(
  url: DatabaseUrl,
  listener: ConsumeListener,
  signal: AbortSignal,
): Promise<Database> {
  const policy = { retries: Number.POSITIVE_INFINITY, listener, signal }
  const closed = { failureOf: (error: unknown) => url.failureBeforeOpen(error) }
  const database = await throughStoreOutages(closed, policy, () => openDatabase(url))
  try {
    await throughStoreOutages(database, policy, () => warnIfNotSeeded(database))
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}
