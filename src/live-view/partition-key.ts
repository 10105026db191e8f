import type { PartitionView } from './views.ts'

/** What tells a partition from the others. */
export const partitionKey = ({ source, partition }: Pick<PartitionView, 'source' | 'partition'>): string =>
  `${source}#${partition}`
