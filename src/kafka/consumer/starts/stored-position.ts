import { SourceName } from '../../../domain/source-name.ts'
import { throughStoreOutages } from '../../../pipeline/commit/through-store-outages.ts'
import type { SourcePosition } from '../../../pipeline/source-slice.ts'
import type { Store } from '../../../pipeline/store.ts'
import type { ConsumeListener, TopicPartition } from '../consume-event.ts'

/** The position in the database, or null; outages are waited for. @throws AbortError if the signal is aborted. */
export async function storedPosition(
  store: Store,
  { topic, partition }: TopicPartition,
  listener: ConsumeListener,
  signal: AbortSignal,
): Promise<SourcePosition | null> {
  return throughStoreOutages(store, { retries: Number.POSITIVE_INFINITY, listener, signal }, () => {
    signal.throwIfAborted()
    return store.position({ source: SourceName.of('kafka', topic).text, partition })
  })
}
