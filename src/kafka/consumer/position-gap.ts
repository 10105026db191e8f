import { HaltError } from '../../domain/halt-error.ts'
import type { PartitionRange } from './topic-offsets.ts'

/** True if the topic does not hold the position: what follows it was deleted, or the topic was made anew. */
export const isGap = ({ low, high }: PartitionRange, nextOffset: number): boolean =>
  nextOffset < low || nextOffset > high

/** A gap is never passed over in silence (CONTRACT §2, FAULTS *Kafka*). */
export function gapError({ topic, partition, low, high }: PartitionRange, nextOffset: number): HaltError {
  const found = `the stored position ${nextOffset} of topic ${topic} (partition ${partition}) is outside of what the topic holds, ${low} to ${high}`
  const meaning =
    nextOffset < low
      ? `messages ${nextOffset} to ${low - 1} were deleted before they were processed; to go on from ${low} without them`
      : `was the topic deleted and created again? To read it from offset ${low}`
  return new HaltError(`${found}: ${meaning}, run with --accept-gap`)
}
