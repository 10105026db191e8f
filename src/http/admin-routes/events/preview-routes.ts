import { IdParams } from '../../../admin-api/forms.ts'
import {
  BehaviorsQuery,
  BehaviorsView,
  MatchesQuery,
  MatchesView,
  PreviewRequest,
  PreviewView,
} from '../../../admin-api/previews.ts'
import { isoInstant } from '../../../domain/iso-instant.ts'
import { readEvents } from '../../../reads/events/events.ts'
import { readMatchesByDay } from '../../../reads/events/matches-by-day.ts'
import { ok } from '../../routes/answer.ts'
import type { Route } from '../../routes/route.ts'
import type { AdminServices } from '../admin-services.ts'
import { givenId } from '../given-id.ts'
import { limitOf } from '../list-answer.ts'
import { missing, refusedAnswer } from '../saved-answer.ts'
import { MAX_EVENT_BYTES } from './event-resource.ts'
import { preview } from './preview.ts'
import { NOT_READ } from './recorded-behaviors.ts'

const DAY_MS = 86_400_000
const DEFAULT_DAYS = 7

/** Trying a definition, and what was recorded of it (CONTRACT §16). */
export const previewRoutes = (services: AdminServices): readonly Route[] => [
  {
    id: 'previewEvent',
    method: 'POST',
    path: '/admin/v1/events/preview',
    who: 'viewer',
    summary: 'Try a definition before it is saved: which test passed, what it would have matched, who is in',
    body: { operator: PreviewRequest },
    refuse: refusedAnswer,
    maxBodyBytes: MAX_EVENT_BYTES,
    answers: {
      200: { description: 'What came of it; what is wrong with the definition too.', schema: PreviewView },
      422: { description: 'It can not be tried so: the fields are named.' },
    },
    answer: async ({ body, arrivedAt }) => {
      const previewed = await preview(services, body as PreviewRequest, arrivedAt)
      return 'refused' in previewed ? previewed.refused : ok(previewed)
    },
  },
  {
    id: 'listBehaviors',
    method: 'GET',
    path: '/admin/v1/behaviors',
    who: 'viewer',
    summary: 'Behaviours of the last hour, the newest first, to try definitions on',
    query: BehaviorsQuery,
    answers: { 200: { description: 'As far as the sink can be read.', schema: BehaviorsView } },
    answer: async ({ query, arrivedAt }) => {
      const { behaviors } = services
      if (!behaviors) return ok({ source: null, why: NOT_READ, items: [] } satisfies BehaviorsView)
      const found = await behaviors.ofLastHour(arrivedAt)
      const items = found.behaviors
        .filter(({ happening }) => (query.triggerType ?? happening.triggerType) === happening.triggerType)
        .slice(0, limitOf(query))
        .map(({ occurredAt, ...behavior }) => ({ ...behavior, occurredAt: isoInstant(occurredAt) }))
      return ok({ source: behaviors.kind, why: found.why, items } satisfies BehaviorsView)
    },
  },
  {
    id: 'getMatches',
    method: 'GET',
    path: '/admin/v1/events/{id}/matches',
    who: 'viewer',
    summary: 'How often an event happened, by day in UTC',
    params: IdParams,
    query: MatchesQuery,
    answers: {
      200: { description: 'As far as the sink can be read.', schema: MatchesView },
      404: { description: 'There is no such event.' },
    },
    answer: async ({ params, query: { days }, arrivedAt }) => {
      const { query, dialect } = services.reads
      const id = givenId(params.id)
      const [event] = id === null ? [] : await readEvents(query, dialect, { id })
      if (!event) return missing('event')
      const today = Math.floor(arrivedAt / DAY_MS)
      const first = today - Number(days ?? DEFAULT_DAYS) + 1
      return ok(await matchesOf(services, event, { first, today }))
    },
  },
]

async function matchesOf(
  { reads, behaviors }: AdminServices,
  { id, sink }: { readonly id: number; readonly sink: string },
  { first, today }: { readonly first: number; readonly today: number },
): Promise<MatchesView> {
  const sinceMs = first * DAY_MS
  const shown = (counts: ReadonlyMap<string, number>): MatchesView['days'] =>
    Array.from({ length: today - first + 1 }, (_, index) => {
      const day = isoInstant((first + index) * DAY_MS).slice(0, 10)
      return { day, matches: counts.get(day) ?? 0 }
    })
  if (sink === 'DATABASE') {
    const { days, isCut } = await readMatchesByDay(reads.query, reads.dialect, id, sinceMs)
    const why = isCut ? 'only the newest 200,000 occurrences of all events were looked at' : null
    return { source: 'database', why, days: shown(days) }
  }
  if (!behaviors) return { source: null, why: NOT_READ, days: [] }
  const { days, why } = await behaviors.countsByDay(id, sinceMs)
  return { source: behaviors.kind, why, days: shown(days) }
}
