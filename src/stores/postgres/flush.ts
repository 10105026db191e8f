import type { CampaignActivityEntry } from '../../domain/campaign-activity-entry.ts'
import type { Changes, SavedEntry } from '../../pipeline/changes.ts'
import { type EntryIds, noteEntryId, type RowIds, type SourceIds } from '../columns/row-ids.ts'
import { flushDeadLetters } from './flush-dead-letters.ts'
import { saveBrowserChanges, saveChanges } from './flush-statements.ts'
import type { BoundStatement } from './statements.ts'

/**
 * The statements that write what a part of the batch changed; nothing waits for their answers. Rows get their ids in the order of the messages,
 * whatever the batch size.
 */
export function flush(changes: Changes, sources: SourceIds): BoundStatement[] {
  return [...saving(changes, sources), ...flushDeadLetters(changes, { sources, entries: new Map() })]
}

function saving(changes: Changes, sources: SourceIds): BoundStatement[] {
  const { entries, stockTaken, approvals, summaries, occurrences, repeatedRequests } = changes
  const size =
    entries.length + stockTaken.size + summaries.size + occurrences.length + repeatedRequests.length
  if (size === 0) return []
  const added = entriesThat(entries, ({ isNew }) => isNew)
  const again = entriesThat(entries, ({ isNew }) => !isNew)
  const ids: RowIds = { sources, entries: places([...added, ...again]) }
  const save = occurrences.some(({ browser }) => browser !== null) ? saveBrowserChanges : saveChanges
  return [
    save.bound(
      ids,
      added,
      again,
      [...stockTaken],
      [...approvals],
      [...summaries.values()],
      occurrences,
      repeatedRequests,
    ),
  ]
}

const entriesThat = (saved: readonly SavedEntry[], which: (one: SavedEntry) => boolean) =>
  saved.filter(which).map(({ entry }) => entry)

/** From 1, as the statement has them: it alone knows the ids. */
function places(entries: readonly CampaignActivityEntry[]): EntryIds {
  const places: EntryIds = new Map()
  for (const [index, entry] of entries.entries()) noteEntryId(places, entry, index + 1)
  return places
}
