import type { Change } from '../changes/change.ts'
import type { SeedSummary } from './seed-summary.ts'

/** `stored` may have been read with more columns than the row of the file has. */
export function updateOf<Row extends { readonly id: number }>(
  subject: Change['subject'],
  stored: Row,
  row: Row,
): Change {
  const before = Object.fromEntries(Object.keys(row).map((field) => [field, stored[field as keyof Row]]))
  return { action: 'update', subject, subjectId: row.id, before, after: row }
}

/** What the log says of a seed: each row that became different, and how many are new; nothing if all was there already. */
export function changesOfSeed(
  summary: SeedSummary,
  updates: readonly Change[],
  reset: boolean,
): readonly Change[] {
  const didNothing = Object.values(summary).every(({ inserted, updated }) => inserted === 0 && updated === 0)
  if (didNothing && !reset) return []
  const after = { reset, ...summary }
  return [{ action: 'seed', subject: 'shop', subjectId: null, before: null, after }, ...updates]
}
