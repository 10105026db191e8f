import {
  DeadLetterPage,
  DeadLettersQuery,
  type DeadLetterView,
  DiscardedView,
  RetriedView,
  WantedDeadLetters,
  WholeDeadLetterView,
} from '../../../admin-api/dead-letters.ts'
import { IdParams } from '../../../admin-api/forms.ts'
import { isoInstant } from '../../../domain/iso-instant.ts'
import type { DeadLetterStatus } from '../../../domain/outcome.ts'
import { recordChanges } from '../../../operations/changes/record-changes.ts'
import { discardDeadLetters } from '../../../operations/dead-letters/discard-dead-letters.ts'
import { exportedDeadLetter } from '../../../operations/dead-letters/exported-dead-letter.ts'
import { retryDeadLetters } from '../../../operations/dead-letters/retry-dead-letters.ts'
import type { DeadLetterSummary } from '../../../reads/dead-letter-row.ts'
import { listDeadLetters, readDeadLetters } from '../../../reads/dead-letters.ts'
import { problem } from '../../problems/problem.ts'
import { type Answer, ok } from '../../routes/answer.ts'
import type { RouteRequest } from '../../routes/route.ts'
import type { AdminServices } from '../admin-services.ts'
import { givenId } from '../given-id.ts'
import { choiceOf, listAnswer } from '../list-answer.ts'
import { authorOf } from '../operator-of.ts'
import type { AdminRoute } from '../safely.ts'
import { missing } from '../saved-answer.ts'

const UNKNOWN_ID = { description: 'One of them does not exist: nothing was done.' }

/** Messages that are kept aside, as they can't be processed. */
export const deadLetterRoutes = (services: AdminServices): readonly AdminRoute[] => [
  {
    id: 'listDeadLetters',
    method: 'GET',
    path: '/admin/v1/dead-letters',
    who: 'viewer',
    summary: 'Dead letters, by id, without their bytes',
    query: DeadLettersQuery,
    answers: { 200: { description: 'A page of them.', schema: DeadLetterPage } },
    answer: async (request) => {
      const { status, reason, source } = request.query
      const { afterId = 0, limit } = choiceOf(request)
      const filter = { status: status as DeadLetterStatus | undefined, reason, source }
      return listAnswer(
        request,
        await listDeadLetters(services.reads, filter, { afterId, limit }),
        viewOf,
        ({ id }) => id,
      )
    },
  },
  {
    id: 'getDeadLetter',
    method: 'GET',
    path: '/admin/v1/dead-letters/{id}',
    who: 'viewer',
    summary: 'One dead letter, with its bytes: as text where they are UTF-8, else as base64',
    params: IdParams,
    answers: {
      200: { description: 'It.', schema: WholeDeadLetterView },
      404: { description: 'There is no such one.' },
    },
    answer: async ({ params }) => {
      const id = givenId(params.id)
      const [letter] = id === null ? [] : await readDeadLetters(services.reads, { ids: [id] }, { limit: 1 })
      return letter ? ok(exportedDeadLetter(letter)) : missing('dead letter')
    },
  },
  {
    id: 'retryDeadLetters',
    method: 'POST',
    path: '/admin/v1/dead-letters/retry',
    who: 'admin',
    summary: 'Run the kept bytes through the pipeline again, each once',
    body: { operator: WantedDeadLetters },
    isDoneInParts: true,
    answers: {
      200: { description: 'What became of those that were PENDING.', schema: RetriedView },
      404: UNKNOWN_ID,
    },
    answer: async (request) => {
      const filter = filterOf(request)
      const unknown = await unknownId(services, filter)
      if (unknown !== null) return noSuchLetter(unknown)
      const summary = await retryDeadLetters(services.database, filter, {
        retries: RETRIES,
        signal: request.hurry,
      })
      const { retried, failedAgain, cannotBeRetried, takenByOthers } = summary
      const view: RetriedView = { retried, failedAgain, cannotBeRetried, takenByOthers }
      await record(services, request, 'retry', { ...filter, ...view })
      return ok(view, 'retried')
    },
  },
  {
    id: 'discardDeadLetters',
    method: 'POST',
    path: '/admin/v1/dead-letters/discard',
    who: 'admin',
    summary: 'Keep them as DISCARDED: they are not retried any more',
    body: { operator: WantedDeadLetters },
    isDoneInParts: true,
    answers: {
      200: { description: 'How many that were PENDING.', schema: DiscardedView },
      404: UNKNOWN_ID,
    },
    answer: async (request) => {
      const filter = filterOf(request)
      const unknown = await unknownId(services, filter)
      if (unknown !== null) return noSuchLetter(unknown)
      const discarded = await discardDeadLetters(services.database, filter)
      await record(services, request, 'discard', { ...filter, discarded })
      return ok({ discarded } satisfies DiscardedView, 'discarded')
    },
  },
]

/** Somebody waits for the answer: an outage is told. */
const RETRIES = 5

type Filter = Pick<Parameters<typeof retryDeadLetters>[1], 'ids' | 'reason' | 'source'>

function filterOf({ body }: RouteRequest): Filter {
  const { ids, reason, source } = body as { ids?: number[]; reason?: string; source?: string }
  return { ids, reason, source }
}

/** The first id that is named and that nothing has; null: there is none. */
async function unknownId({ reads }: AdminServices, { ids = [] }: Filter): Promise<number | null> {
  if (ids.length === 0) return null
  const letters = await listDeadLetters(reads, { ids }, { limit: ids.length })
  const known = new Set(letters.map(({ id }) => id))
  return ids.find((id) => !known.has(id)) ?? null
}

const noSuchLetter = (id: number): Answer =>
  problem('NO_SUCH_THING', { detail: `there is no dead letter ${id}: nothing was done` })

const record = (
  { database }: AdminServices,
  request: RouteRequest,
  action: 'retry' | 'discard',
  after: object,
): Promise<void> =>
  database.transaction((query) =>
    recordChanges(query, database.dialect, authorOf(request), [
      { action, subject: 'dead_letters', subjectId: null, before: null, after },
    ]),
  )

const viewOf = ({ createdAt, ...letter }: DeadLetterSummary): DeadLetterView => ({
  ...letter,
  createdAt: isoInstant(createdAt),
})
