import { Type } from 'typebox'
import { RevisionPage, RevisionParams, type RevisionView, SavedEventView } from '../../../admin-api/events.ts'
import { IdParams, pageQuery } from '../../../admin-api/forms.ts'
import type { EventStatus } from '../../../domain/event-definition.ts'
import { isoInstant } from '../../../domain/iso-instant.ts'
import { restoreEvent } from '../../../operations/events/replace-event.ts'
import { setEventStatus } from '../../../operations/events/set-event-status.ts'
import { type EventRevision, readEventRevisions } from '../../../reads/events/event-revisions.ts'
import type { Route } from '../../routes/route.ts'
import type { AdminServices } from '../admin-services.ts'
import { givenId } from '../given-id.ts'
import { choiceOf, listAnswer } from '../list-answer.ts'
import { authorOf } from '../operator-of.ts'
import { expectedIfSaid, expectedTag } from '../preconditions.ts'
import { IfMatch, resourceRoutes } from '../resource-routes.ts'
import { missing, savedAnswer } from '../saved-answer.ts'
import { eventResource } from './event-resource.ts'
import { definitionView, ofRevision, savedEvent } from './event-view.ts'

/** Events: what marketers define, and every revision of it. */
export const eventRoutes = (services: AdminServices): readonly Route[] => [
  ...resourceRoutes(eventResource(services)),
  setStatus(services, 'activate', 'ACTIVE'),
  setStatus(services, 'deactivate', 'INACTIVE'),
  {
    id: 'listRevisions',
    method: 'GET',
    path: '/admin/v1/events/{id}/revisions',
    who: 'viewer',
    summary: 'The revisions of an event, the newest first: what it said, who saved it, when',
    params: IdParams,
    query: Type.Object({ limit: pageQuery.limit, cursor: pageQuery.cursor }),
    answers: {
      200: { description: 'A page of them.', schema: RevisionPage },
      404: { description: 'There is no such event.' },
    },
    answer: async (request) => {
      const { query, dialect } = services.reads
      const id = givenId(request.params.id)
      if (id === null) return missing('event')
      const { afterId, limit } = choiceOf(request)
      const revisions = await readEventRevisions(query, dialect, id, limit, afterId)
      if (revisions.length === 0 && afterId === undefined) return missing('event')
      return listAnswer(request, revisions, revisionView, ({ revision }) => revision)
    },
  },
  {
    id: 'restoreRevision',
    method: 'POST',
    path: '/admin/v1/events/{id}/revisions/{revision}/restore',
    who: 'admin',
    summary: 'Make an event again what it was at a revision, its status too: that is its next revision',
    params: RevisionParams,
    headers: IfMatch,
    answers: {
      200: { description: 'The event.', schema: SavedEventView },
      404: { description: 'There is no such event or revision.' },
      412: { description: 'Somebody else saved it meanwhile.' },
      422: { description: 'It can not be so any more: the fields are named.' },
      428: { description: 'Without If-Match.' },
    },
    answer: async (request) => {
      const isExpected = expectedTag(request)
      if (typeof isExpected !== 'function') return isExpected.refused
      const [id, revision] = [givenId(request.params.id), givenId(request.params.revision)]
      if (id === null || revision === null) return missing('revision')
      const options = { author: authorOf(request), isExpected: ofRevision(isExpected) }
      const restored = await restoreEvent(services.database, id, revision, options)
      return savedAnswer(savedEvent(restored), { yours: { revision }, thing: 'revision' })
    },
  },
]

const setStatus = (
  { database }: AdminServices,
  verb: 'activate' | 'deactivate',
  status: EventStatus,
): Route => ({
  id: `${verb}Event`,
  method: 'POST',
  path: `/admin/v1/events/{id}/${verb}`,
  who: 'admin',
  summary: `Make an event ${status}; again changes nothing`,
  params: IdParams,
  headers: IfMatch,
  answers: {
    200: { description: 'The event.', schema: SavedEventView },
    404: { description: 'There is no such event.' },
    412: { description: 'Somebody else saved it meanwhile, if If-Match is sent.' },
    422: { description: 'It can not be so: the fields are named.' },
  },
  answer: async (request) => {
    const id = givenId(request.params.id)
    if (id === null) return missing('event')
    const options = { author: authorOf(request), isExpected: ofRevision(expectedIfSaid(request)) }
    const saved = savedEvent(await setEventStatus(database, id, status, options))
    return savedAnswer(saved, { yours: { status }, thing: 'event' })
  },
})

const revisionView = ({ revision, savedAt, savedBy, definition }: EventRevision): RevisionView => ({
  revision,
  savedAt: isoInstant(savedAt),
  savedBy,
  definition: definitionView(definition),
})
