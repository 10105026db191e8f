import type { SourcePartition } from './message-position.ts'

/** One text per partition of a source or a topic, for maps: `axon.event.occurrence/0`. */
export const partitionKey = (
  at: SourcePartition | { readonly topic: string; readonly partition: number },
): string => `${'topic' in at ? at.topic : at.source}/${at.partition}`
