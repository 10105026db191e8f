/** Epoch ms as ISO-8601 text; the number itself where no calendar has it (a record may carry any time). */
export function isoInstant(epochMs: number): string {
  const date = new Date(epochMs)
  return Number.isNaN(date.getTime()) ? String(epochMs) : date.toISOString()
}
