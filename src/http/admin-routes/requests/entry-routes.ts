import {
  EntriesExportQuery,
  EntriesQuery,
  EntryExplanation,
  EntryPage,
  EntryParams,
  type EntryView,
} from '../../../admin-api/requests.ts'
import { isoInstant } from '../../../domain/iso-instant.ts'
import { type ListedEntry, listEntries } from '../../../reads/entries/list-entries.ts'
import { explain } from '../../../reads/explain.ts'
import { problem } from '../../problems/problem.ts'
import { ok } from '../../routes/answer.ts'
import type { Route } from '../../routes/route.ts'
import type { AdminServices } from '../admin-services.ts'
import { givenId, idOrNone } from '../given-id.ts'
import { choiceOf, listAnswer } from '../list-answer.ts'
import { explanationView } from './explanation-view.ts'
import { exportEntries } from './export-entries.ts'

/** Requests of users: what became of them, and why. */
export const entryRoutes = (services: AdminServices): readonly Route[] => [
  {
    id: 'listEntries',
    method: 'GET',
    path: '/admin/v1/entries',
    who: 'viewer',
    summary: 'Entries, by id: those of a user, of an activity, approved or rejected ones',
    query: EntriesQuery,
    answers: { 200: { description: 'A page of them.', schema: EntryPage } },
    answer: async (request) => {
      const { query, dialect } = services.reads
      const { userId, activityId, status } = request.query
      const { afterId, limit } = choiceOf(request)
      const choice = { userId: idOrNone(userId), activityId: idOrNone(activityId), status, afterId, limit }
      return listAnswer(request, await listEntries(query, dialect, choice), viewOf, ({ id }) => id)
    },
  },
  {
    id: 'exportEntries',
    method: 'GET',
    path: '/admin/v1/entries.csv',
    who: 'viewer',
    summary: 'Entries as CSV, all of them; the log of changes tells who took them',
    query: EntriesExportQuery,
    produces: 'text/csv',
    answers: {
      200: { description: "A line each; what a spreadsheet would calculate has a ' before it." },
      507: { description: 'The disk of the database is full: the log could not tell who took them.' },
    },
    take: (request, reply) => exportEntries(services, request, reply),
  },
  {
    id: 'explainEntry',
    method: 'GET',
    path: '/admin/v1/entries/{activityId}/{userId}',
    who: 'viewer',
    summary: "A user's entry: why it is as it is, its receipt, and what the user asked later",
    params: EntryParams,
    answers: {
      200: { description: 'The entry.', schema: EntryExplanation },
      404: { description: 'No request of this user was decided for this activity.' },
    },
    answer: async ({ params }) => {
      const [activityId, userId] = [givenId(params.activityId), givenId(params.userId)]
      const explanation =
        activityId === null || userId === null ? null : await explain(services.reads, { activityId, userId })
      if (!explanation)
        return problem('NO_ENTRY', { detail: 'no request of this user was decided for this activity' })
      return ok(await explanationView(explanation, services.receipts))
    },
  },
]

function viewOf({ id: _, requestedAt, processedAt, ...entry }: ListedEntry): EntryView {
  return { ...entry, requestedAt: isoInstant(requestedAt), processedAt: isoInstant(processedAt) }
}
