import { HaltError } from '../../domain/halt-error.ts'
import { backOff, fullJitterDelayMs } from '../../pipeline/commit/full-jitter-backoff.ts'
import { untilDone } from '../../pipeline/commit/until-done.ts'
import { type FailureContext, isAdvertised, isCutOff, kafkaFailure, outageText } from './kafka-failure.ts'

/** An outage of the broker was met: the same is tried again after `delayMs`. */
export interface KafkaRetry {
  /** One line for people. */
  readonly problem: string
  /** The broker ended the connection: perhaps it wants TLS, or a login. */
  readonly isCutOff: boolean
  /** 1 for the first retry. */
  readonly attempt: number
  readonly delayMs: number
}

/** What to do while brokers are away. */
export interface OutagePolicy extends FailureContext {
  /** How often to try again; Infinity = for ever. */
  readonly retries: number
  readonly onRetry?: (retry: KafkaRetry) => void
  /** Ends the waiting between retries, with an AbortError. */
  readonly signal?: AbortSignal
}

/**
 * Waits after a failed attempt (1 for the first), with full-jitter backoff.
 * @throws HaltError if no retry can cure the error, or all were used up; AbortError if the waiting was ended.
 */
export async function waitOutOutage(error: unknown, attempt: number, policy: OutagePolicy): Promise<void> {
  // What the end of the waiting has broken off is no outage.
  policy.signal?.throwIfAborted()
  const failure = kafkaFailure(error, policy)
  if (failure !== 'outage') throw failure
  const outage = { problem: outageText(error), isCutOff: isCutOff(error) }
  if (attempt > policy.retries) {
    const facts = { ...outage, isAdvertised: isAdvertised(error), retries: policy.retries }
    throw new HaltError('KAFKA_AWAY', facts, { cause: error })
  }
  const delayMs = fullJitterDelayMs(attempt)
  policy.onRetry?.({ ...outage, attempt, delayMs })
  await backOff(delayMs, policy.signal)
}

/** Does `work`, again after each outage, as the policy says. */
export function throughOutages<T>(policy: OutagePolicy, work: () => Promise<T>): Promise<T> {
  return untilDone(work, (error, attempt) => waitOutOutage(error, attempt, policy))
}
