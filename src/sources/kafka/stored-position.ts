import { backOff, fullJitterDelayMs } from '../../pipeline/full-jitter-backoff.ts'
import type { Position } from '../../pipeline/source-slice.ts'
import type { Store } from '../../pipeline/store.ts'
import type { ConsumeListener, TopicPartition } from './consume-event.ts'
import { sourceOfTopic } from './topic-kinds.ts'

/** The position in the database, or null; outages are waited for. @throws AbortError if the signal is aborted. */
export async function storedPosition(
  store: Store,
  { topic, partition }: TopicPartition,
  listener: ConsumeListener,
  signal: AbortSignal,
): Promise<Position | null> {
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted()
    try {
      return await store.position({ source: sourceOfTopic(topic), partition })
    } catch (error) {
      if (store.failureOf(error) !== 'outage') throw error
      const delayMs = fullJitterDelayMs(attempt)
      listener({ type: 'batch-retrying', error: error as Error, attempt, delayMs })
      await backOff(delayMs, signal)
    }
  }
}
