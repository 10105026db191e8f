import { type KafkaRetry, type OutagePolicy, throughOutages } from '../client/outage-policy.ts'
import type { ConsumeListener } from './consume-event.ts'

/** What `consume` does while no broker answers: it tries again for ever, and says so each time. */
export const waitForBrokers = (listener: ConsumeListener, signal: AbortSignal): OutagePolicy => ({
  retries: Number.POSITIVE_INFINITY,
  onRetry: ({ problem, ...retry }: KafkaRetry) =>
    listener({ type: 'broker-retrying', error: new Error(problem), ...retry }),
  signal,
})

/** Asks the brokers until they answer. @throws HaltError if no retry can cure it; AbortError if the signal is aborted. */
export async function fromBrokers<T>(
  question: () => Promise<T>,
  listener: ConsumeListener,
  signal: AbortSignal,
): Promise<T> {
  return throughOutages(waitForBrokers(listener, signal), () => {
    signal.throwIfAborted()
    return question()
  })
}
