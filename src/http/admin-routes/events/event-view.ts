import type { EventView, SavedEventView } from '../../../admin-api/events.ts'
import { isoOrNull } from '../../../domain/text/iso-or-null.ts'
import type { StoredEventRow } from '../../../operations/events/event-row.ts'
import type { SaveResult } from '../../../operations/events/save-result.ts'
import type { EventRecord, TriggerPayload } from '../../../reads/events/event-record.ts'
import type { IsExpected } from '../preconditions.ts'
import type { Saved } from '../saved.ts'

/** A definition as it is shown: instants as text. */
export function definitionView({ startsAt, endsAt, ...event }: EventRecord): Omit<EventView, 'revision'> {
  return { ...event, startsAt: isoOrNull(startsAt), endsAt: isoOrNull(endsAt) }
}

/** The number of its newest revision: whoever saves an event makes the next one. */
export const tagOfRevision = (revision: number): string => `"${revision}"`

/** Whether a change was made from this revision, as its tag says. */
export const ofRevision =
  (isExpected: IsExpected) =>
  (revision: number): boolean =>
    isExpected(tagOfRevision(revision))

/** What became of saving an event, as it is shown. */
export function savedEvent(result: SaveResult): Saved<EventView | SavedEventView> {
  switch (result.kind) {
    case 'saved': {
      const { event, warnings } = result
      return {
        kind: 'saved',
        view: { ...viewOf(event), warnings: [...warnings] },
        tag: tagOfRevision(event.revision),
      }
    }
    case 'conflict': {
      const { stored } = result
      return { kind: 'conflict', theirs: viewOf(stored), tag: tagOfRevision(stored.revision) }
    }
    case 'refused':
    case 'missing':
      return result
  }
}

function viewOf({ triggerPayload, revision, ...event }: StoredEventRow): EventView {
  const payload = JSON.parse(triggerPayload) as TriggerPayload
  return { ...definitionView({ ...event, triggerPayload: payload }), revision }
}
