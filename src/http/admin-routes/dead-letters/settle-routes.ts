import { DiscardedView, RetriedView, WantedDeadLetters } from '../../../admin-api/dead-letters.ts'
import { recordChanges } from '../../../operations/changes/record-changes.ts'
import { discardDeadLetters } from '../../../operations/dead-letters/discard-dead-letters.ts'
import { retryDeadLetters } from '../../../operations/dead-letters/retry-dead-letters.ts'
import { namedDeadLetters } from '../../../reads/dead-letters/named-dead-letters.ts'
import { problem } from '../../problems/problem.ts'
import { type Answer, ok } from '../../routes/answer.ts'
import type { RouteRequest } from '../../routes/route.ts'
import type { AdminServices } from '../admin-services.ts'
import { authorOf } from '../operator-of.ts'
import type { AdminRoute } from '../safely.ts'

const UNKNOWN_ID = { description: 'One of them does not exist: nothing was done.' }

/** What is done with dead letters: retried, or given up. */
export const settleRoutes = (services: AdminServices): readonly AdminRoute[] => [
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
    answer: settling(services, 'retry', 'retried', async (filter, { hurry }): Promise<RetriedView> => {
      const summary = await retryDeadLetters(services.database, filter, { retries: RETRIES, signal: hurry })
      const { retried, failedAgain, cannotBeRetried, takenByOthers } = summary
      return { retried, failedAgain, cannotBeRetried, takenByOthers }
    }),
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
    answer: settling(
      services,
      'discard',
      'discarded',
      async (filter): Promise<DiscardedView> => ({
        discarded: await discardDeadLetters(services.database, filter),
      }),
    ),
  },
]

/** Somebody waits for the answer: an outage is told. */
const RETRIES = 5

type Filter = Pick<Parameters<typeof retryDeadLetters>[1], 'ids' | 'reason' | 'source'>

function filterOf({ body }: RouteRequest): Filter {
  const { ids, reason, source } = body as { ids?: number[]; reason?: string; source?: string }
  return { ids, reason, source }
}

/** Does `settle` with those that the request names, and records it; nothing if one of them does not exist. */
const settling =
  (
    services: AdminServices,
    action: 'retry' | 'discard',
    outcome: string,
    settle: (filter: Filter, request: RouteRequest) => Promise<object>,
  ) =>
  async (request: RouteRequest): Promise<Answer> => {
    const filter = filterOf(request)
    const { unknown } = await namedDeadLetters(services.reads, filter.ids ?? [])
    if (unknown !== undefined)
      return problem('NO_SUCH_THING', { detail: `there is no dead letter ${unknown}: nothing was done` })
    const view = await settle(filter, request)
    await record(services, request, action, { ...filter, ...view })
    return ok(view, outcome)
  }

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
