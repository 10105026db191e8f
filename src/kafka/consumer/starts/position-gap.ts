import { HaltError } from '../../../domain/halt-error.ts'
import type { PartitionRange } from '../partition-range.ts'

/** True if the topic does not hold the position: what follows it was deleted, or the topic was made anew. */
export const isGap = ({ low, high }: PartitionRange, nextOffset: number): boolean =>
  nextOffset < low || nextOffset > high

/** A gap is never passed over in silence (CONTRACT §2, FAULTS *Kafka*). */
export const gapError = (range: PartitionRange, nextOffset: number): HaltError =>
  new HaltError('KAFKA_POSITION_LOST', { ...range, nextOffset })
