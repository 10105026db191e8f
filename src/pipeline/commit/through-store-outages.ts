import { HaltError } from '../../domain/halt-error.ts'
import type { PipelineListener } from '../pipeline-event.ts'
import type { Store } from '../store.ts'
import { FencedError } from './fenced-error.ts'
import { backOff, fullJitterDelayMs } from './full-jitter-backoff.ts'
import { untilDone } from './until-done.ts'

/** What to do while the database is away. */
export interface StoreOutagePolicy {
  /** How often to try again before the error is thrown; Infinity = for ever. */
  readonly retries: number
  readonly listener?: PipelineListener | undefined
  /** Ends the waiting between retries, with an AbortError. */
  readonly signal?: AbortSignal | undefined
}

/** Does `work`, again after each outage of the database, with full-jitter backoff (CONTRACT §2). `attempt` is 1 at first. */
export function throughStoreOutages<T>(
  store: Pick<Store, 'failureOf'>,
  { retries, listener, signal }: StoreOutagePolicy,
  work: (attempt: number) => Promise<T>,
): Promise<T> {
  return untilDone(work, async (error, attempt) => {
    if (!isOutage(store, error) || attempt > retries) throw error
    const delayMs = fullJitterDelayMs(attempt)
    listener?.({ type: 'batch-retrying', error: error as Error, attempt, delayMs })
    await backOff(delayMs, signal)
  })
}

/** Some errors come worded for the user, with what the database said as their cause. */
function isOutage(store: Pick<Store, 'failureOf'>, error: unknown): boolean {
  if (error instanceof FencedError) return false
  return store.failureOf(error instanceof HaltError ? error.cause : error) === 'outage'
}
