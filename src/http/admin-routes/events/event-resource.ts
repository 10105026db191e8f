import {
  EventChange,
  EventDraft,
  EventPage,
  EventsQuery,
  EventView,
  SavedEventView,
} from '../../../admin-api/events.ts'
import type { EventStatus } from '../../../domain/event-definition.ts'
import { createEvent } from '../../../operations/events/create-event.ts'
import { draftOfJson, MUST_NOT_HOLD } from '../../../operations/events/draft-of-json.ts'
import { replaceEvent } from '../../../operations/events/replace-event.ts'
import { readEvents } from '../../../reads/events/events.ts'
import type { AdminServices } from '../admin-services.ts'
import { idOrNone } from '../given-id.ts'
import type { Resource } from '../resource-routes.ts'
import type { Saved } from '../saved.ts'
import { definitionView, ofRevision, savedEvent, tagOfRevision } from './event-view.ts'

/** A payload of 64 KiB, and what is beside it. */
export const MAX_EVENT_BYTES = 128 * 1024

/** Events, as marketers define them (CONTRACT §12): one code path with the command line. */
export function eventResource({ database, reads }: AdminServices): Resource<EventView> {
  return {
    thing: 'event',
    things: 'events',
    forms: {
      view: EventView,
      page: EventPage,
      query: EventsQuery,
      draft: EventDraft,
      change: EventChange,
      saved: SavedEventView,
    },
    maxBodyBytes: MAX_EVENT_BYTES,
    read: async (choice, { status, triggerType, siteId, campaignId }) => {
      const narrowed = {
        ...choice,
        status: status as EventStatus | undefined,
        triggerType,
        siteId: idOrNone(siteId),
        campaignId: idOrNone(campaignId),
      }
      const events = await readEvents(reads.query, reads.dialect, narrowed)
      return events.map(({ revision, ...event }) => ({ ...definitionView(event), revision }))
    },
    tagOf: ({ revision }) => tagOfRevision(revision),
    create: async (fields, author, { bodyText }) => {
      const draft = draftOfJson(bodyText, fields)
      return draft ? savedEvent(await createEvent(database, draft, author)) : OUT_OF_BOUNDS
    },
    replace: async ({ id, fields, isExpected }, author, { bodyText }) => {
      const draft = draftOfJson(bodyText, fields)
      if (!draft) return OUT_OF_BOUNDS
      const options = { author, isExpected: ofRevision(isExpected) }
      return savedEvent(await replaceEvent(database, id, draft, options))
    },
  }
}

const OUT_OF_BOUNDS: Saved<EventView> = {
  kind: 'refused',
  errors: [{ field: 'triggerPayload', message: MUST_NOT_HOLD }],
}
