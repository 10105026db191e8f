import { ChangePage, ChangesQuery, type ChangeView } from '../../admin-api/changes.ts'
import { isoInstant } from '../../domain/iso-instant.ts'
import { instantRule } from '../../messages/field-rules.ts'
import { type LoggedChange, readChanges } from '../../reads/changes/read-changes.ts'
import { invalidField } from '../problems/invalid-field.ts'
import type { Route } from '../routes/route.ts'
import type { AdminServices } from './admin-services.ts'
import { idOrNone } from './given-id.ts'
import { choiceOf, listAnswer } from './list-answer.ts'

/** The log of what people changed. */
export const changeRoutes = ({ reads }: AdminServices): readonly Route[] => [
  {
    id: 'listChanges',
    method: 'GET',
    path: '/admin/v1/changes',
    who: 'viewer',
    summary: 'Who changed what, when, from what to what: the newest first. Nothing is ever taken out of it',
    query: ChangesQuery,
    answers: { 200: { description: 'A page of them.', schema: ChangePage } },
    answer: async (request) => {
      const { since: given, subject, subjectId } = request.query
      const since =
        given === undefined ? undefined : instantRule.read(/^\d+$/.test(given) ? Number(given) : given)
      if (since === null) return invalidField('since', `must be ${instantRule.mustBe}`)
      const { text: by, afterId: beforeId, limit } = choiceOf(request)
      const choice = { since, subject, subjectId: idOrNone(subjectId), by, beforeId, limit }
      return listAnswer(
        request,
        await readChanges(reads.query, reads.dialect, choice),
        viewOf,
        ({ id }) => id,
      )
    },
  },
]

const viewOf = ({ changedAt, ...change }: LoggedChange): ChangeView => ({
  ...change,
  changedAt: isoInstant(changedAt),
})
