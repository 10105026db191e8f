import { backOff, fullJitterDelayMs } from '../pipeline/full-jitter-backoff.ts'
import type { ConsumeListener } from '../sources/kafka/consume-event.ts'
import type { Database } from '../stores/database.ts'
import { openDatabase } from '../stores/open-database.ts'

/** A name that can't be resolved at the start is rather a wrong one than an outage. */
const UNKNOWN_HOST = ['ENOTFOUND', 'EAI_AGAIN']

/** Opens the database, and waits for it for ever if it is away. @throws HaltError if no retry can cure it. */
export async function openDatabaseThroughOutages(
  url: string,
  listener: ConsumeListener,
  signal: AbortSignal,
): Promise<Database> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await openDatabase(url)
    } catch (error) {
      if (!(await isOutage(url, error))) throw error
      const delayMs = fullJitterDelayMs(attempt)
      listener({ type: 'batch-retrying', error: error as Error, attempt, delayMs })
      await backOff(delayMs, signal)
    }
  }
}

async function isOutage(url: string, error: unknown): Promise<boolean> {
  const cause = error instanceof Error ? error.cause : undefined
  if (!(cause instanceof Error) || UNKNOWN_HOST.includes((cause as NodeJS.ErrnoException).code ?? ''))
    return false
  const { failureOf } = url.startsWith('sqlite:')
    ? await import('../stores/sqlite/errors.ts')
    : await import('../stores/postgres/errors.ts')
  return failureOf(cause) === 'outage'
}
