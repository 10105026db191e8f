import { oneLineError } from '../../../domain/shown-text.ts'
import { backOff, fullJitterDelayMs } from '../../../pipeline/commit/full-jitter-backoff.ts'
import { untilDone } from '../../../pipeline/commit/until-done.ts'
import type { ForwardListener } from '../forward-event.ts'

export interface DiskOutagePolicy {
  readonly listener: ForwardListener
  /** Ends the waiting between retries, with an AbortError. */
  readonly signal: AbortSignal
}

/** Does `work`, again after each failure of the file system, for ever: a disk that is full, or away, may come back. */
export function throughDiskOutages<T>(
  { listener, signal }: DiskOutagePolicy,
  work: () => Promise<T>,
): Promise<T> {
  return untilDone(work, async (error, attempt) => {
    const { message, syscall } = error as NodeJS.ErrnoException
    if (signal.aborted || syscall === undefined) throw error
    const delayMs = fullJitterDelayMs(attempt)
    listener({ type: 'source-away', problem: oneLineError(message), attempt, delayMs })
    await backOff(delayMs, signal)
  })
}
