import type { Query } from '../../stores/database.ts'
import type { Dialect } from '../../stores/dialect.ts'
import type { Change } from '../changes/change.ts'
import type { Author } from '../changes/record-changes.ts'
import { canonicalJson } from '../digest/canonical-json.ts'
import type { oneAtATime } from '../one-at-a-time.ts'
import { updateOf } from '../seed/seed-changes.ts'
import type { EventRow, StoredEventRow } from './event-row.ts'
import { eventTable } from './event-table.ts'
import { definitionText, keepRevisions, newestRevisions } from './revisions.ts'
import { refuseUnknownReferences } from './rules/known-references.ts'
import { refuseLastPurchase } from './rules/last-purchase.ts'
import { refuseTooManyDefinitions } from './rules/most-definitions.ts'

export interface SavedEvents {
  readonly inserted: readonly StoredEventRow[]
  readonly updated: readonly StoredEventRow[]
  readonly unchanged: readonly StoredEventRow[]
  /** The updates, for the log. */
  readonly updates: readonly Change[]
}

/**
 * Saves events that were checked each by itself (CONTRACT §12): seed files, the command line and the admin API all come this way. What
 * is different gets the next revision, which is kept; what is the same stays as it is. `stored` has those that are there, read by
 * {@link oneAtATime}: revisions are counted, and what holds for all events together is checked, after it.
 *
 * @throws EventRefusedError if one can't be for what else the database holds; then roll back.
 */
export async function saveEvents(
  query: Query,
  dialect: Dialect,
  {
    rows,
    stored,
    author,
  }: { rows: readonly EventRow[]; stored: ReadonlyMap<number, StoredEventRow>; author: Author },
  onSaved: (rows: number) => void = () => {},
): Promise<SavedEvents> {
  const isSame = (row: EventRow, before: StoredEventRow | undefined): before is StoredEventRow =>
    before !== undefined && eventTable.isSame(before, { ...row, revision: before.revision })
  const unchanged: StoredEventRow[] = []
  const changed: EventRow[] = []
  for (const row of rows) {
    const before = stored.get(row.id)
    if (isSame(row, before)) unchanged.push(before)
    else changed.push(row)
  }
  const newest = await newestRevisions(
    query,
    changed.map(({ id }) => id),
  )
  const isKept = new Set<number>()
  const saved = changed.map((row): StoredEventRow => {
    const kept = newest.get(row.id)
    // An event that was emptied away comes back as it was: that is still the revision which browsers may have.
    if (
      kept &&
      !stored.has(row.id) &&
      canonicalJson(kept.definition) === canonicalJson(definitionText(row))
    ) {
      isKept.add(row.id)
      return { ...row, revision: kept.revision }
    }
    return { ...row, revision: Math.max(stored.get(row.id)?.revision ?? 0, kept?.revision ?? 0) + 1 }
  })
  await eventTable.upsert(query, dialect, saved, onSaved)
  await keepRevisions(
    query,
    dialect,
    author,
    saved.filter(({ id }) => !isKept.has(id)),
  )
  await refuseUnknownReferences(query, saved, stored)
  await refuseTooManyDefinitions(query, saved, stored)
  await refuseLastPurchase(query, saved, stored)
  const updated = saved.filter(({ id }) => stored.has(id))
  return {
    inserted: saved.filter(({ id }) => !stored.has(id)),
    updated,
    unchanged,
    updates: updated.map((row) => updateOf('event', stored.get(row.id)!, row)),
  }
}
