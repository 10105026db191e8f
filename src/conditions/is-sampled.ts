import { shareOf } from './share-of.ts'

/**
 * Whether an event is recorded of a visitor, by `sampleRate` (CONTRACT §12, *How often*): stable per event and visitor, and who is in
 * at a low rate is in at every higher one.
 * @param visitor the user's id in decimal, or the anonymous id
 */
export const isSampled = (eventId: number, visitor: string, sampleRate = 1): boolean => {
  return shareOf(`${eventId}:${visitor}`) < sampleRate
}
