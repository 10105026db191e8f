import type { ConsumeListener } from '../../kafka/consumer/consume-event.ts'
import { throughStoreOutages } from '../../pipeline/commit/through-store-outages.ts'
import type { Database } from '../../stores/database.ts'
import { openDatabase } from '../../stores/open-database.ts'
import { warnIfNotSeeded } from '../shared/warn-if-not-seeded.ts'

/** A name that can't be resolved at the start is rather a wrong one than an outage. */
const UNKNOWN_HOST = ['ENOTFOUND', 'EAI_AGAIN']

/**
 * Opens the database and looks whether it is seeded; waits for it for ever if it is away.
 * @throws HaltError if no retry can cure it; AbortError if the signal is aborted.
 */
export async function openConsumeDatabase(
  url: string,
  listener: ConsumeListener,
  signal: AbortSignal,
): Promise<Database> {
  const policy = { retries: Number.POSITIVE_INFINITY, listener, signal }
  const database = await throughStoreOutages(await closedStore(url), policy, () => openDatabase(url))
  try {
    await throughStoreOutages(database, policy, () => warnIfNotSeeded(database))
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}

/** Knows what errors mean before there is a database. */
async function closedStore(url: string): Promise<Pick<Database, 'failureOf'>> {
  const { failureOf } = url.startsWith('sqlite:')
    ? await import('../../stores/sqlite/errors.ts')
    : await import('../../stores/postgres/errors.ts')
  const isUnknownHost = (error: unknown): boolean =>
    UNKNOWN_HOST.includes((error as NodeJS.ErrnoException | undefined)?.code ?? '')
  return { failureOf: (error) => (isUnknownHost(error) ? 'fatal' : failureOf(error)) }
}
