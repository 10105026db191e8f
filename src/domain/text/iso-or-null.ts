import { isoInstant } from '../iso-instant.ts'

/** Epoch ms as ISO-8601 text; null stays null. */
export const isoOrNull = (epochMs: number | null): string | null =>
  epochMs === null ? null : isoInstant(epochMs)
