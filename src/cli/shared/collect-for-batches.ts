import { setFlagsFromString } from 'node:v8'

const FLAGS = [
  '--semi-space-growth-factor=16',
  '--heap-growing-percent=60',
  '--no-allocation-site-pretenuring',
]

/**
 * Collects garbage as suits batches, which are garbage soon after their commit: with a young generation that holds one, few of its objects
 * are ever copied. The memory is spared in the old generation, which is collected sooner (docs/performance.md). What often outlives a young
 * generation is not made in the old one at once: there it would keep its whole batch, dead, until all is collected.
 */
export function collectForBatches(): void {
  for (const flag of FLAGS) setFlagsFromString(flag)
}
