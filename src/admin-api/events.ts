import { type Static, Type } from 'typebox'
import { EVENT_SINKS, EVENT_STATUSES } from '../domain/event-definition.ts'
import {
  fieldsOfNew,
  GivenInstant,
  Id,
  Instant,
  idText,
  Name,
  nullable,
  oneOf,
  Problem,
  pageOf,
  pageQuery,
  written,
} from './forms.ts'

const Payload = Type.Record(Type.String(), Type.Unknown(), {
  description:
    'routing, when, fire, sampleRate, audience, activityId; business events keep settings of their own.',
})

/** What is written of an event. */
export const eventDraftFields = {
  name: Name,
  description: nullable(Type.String({ maxLength: 10_000 })),
  status: oneOf(EVENT_STATUSES),
  triggerType: Name,
  triggerPayload: nullable(Payload),
  sink: nullable(oneOf(EVENT_SINKS)),
  siteId: nullable(Id),
  startsAt: GivenInstant,
  endsAt: GivenInstant,
}

const eventFields = {
  id: Id,
  name: Type.String(),
  description: nullable(Type.String()),
  status: oneOf(EVENT_STATUSES),
  triggerType: Type.String(),
  triggerPayload: Payload,
  sink: oneOf(EVENT_SINKS),
  siteId: nullable(Id),
  startsAt: nullable(Instant),
  endsAt: nullable(Instant),
}
export const EventView = Type.Object({ ...eventFields, revision: Id })
export type EventView = Static<typeof EventView>
/** An event that was saved, and what only looks wrong with it. */
export const SavedEventView = Type.Object({
  ...eventFields,
  revision: Id,
  warnings: Type.Array(Problem),
})
export type SavedEventView = Static<typeof SavedEventView>

/** An event as it is made (CONTRACT §12). What its fields may say is checked when it is saved. */
export const EventDraft = written(
  fieldsOfNew(eventDraftFields, ['description', 'triggerPayload', 'sink', 'siteId', 'startsAt', 'endsAt']),
  SavedEventView,
)
export const EventChange = written(eventDraftFields, SavedEventView)

export const EventsQuery = Type.Object({
  ...pageQuery,
  status: Type.Optional(oneOf(EVENT_STATUSES)),
  triggerType: Type.Optional(Type.String({ maxLength: 200 })),
  siteId: Type.Optional(idText('Those of this site alone.')),
  campaignId: Type.Optional(idText('Those of activities of this campaign.')),
})
export const EventPage = pageOf(EventView)
export type EventPage = Static<typeof EventPage>

export const RevisionView = Type.Object({
  revision: Id,
  savedAt: Instant,
  savedBy: Type.String(),
  definition: Type.Object(eventFields),
})
export type RevisionView = Static<typeof RevisionView>
export const RevisionPage = pageOf(RevisionView)
export type RevisionPage = Static<typeof RevisionPage>
export const RevisionParams = Type.Object({ id: idText('Of the event.'), revision: idText('Which one.') })
