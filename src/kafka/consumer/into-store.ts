import { BatchWriter } from '../../pipeline/commit/batch-writer.ts'
import type { Store } from '../../pipeline/store.ts'
import type { UseSource } from './source-use.ts'
import { PartitionStarts } from './starts/partition-starts.ts'
import type { StartOptions } from './starts/start-options.ts'

/** Topics are read through the pipeline into a database, whose positions are the truth. */
export const intoStore =
  (store: Store, options: StartOptions): UseSource =>
  ({ topics, listener, signal }) => {
    const writer = new BatchWriter(store, { retries: Number.POSITIVE_INFINITY, signal, listener })
    return {
      starts: new PartitionStarts(store, topics, options, listener),
      write: (slices) => writer.write(slices),
      decodesAhead: true,
    }
  }
