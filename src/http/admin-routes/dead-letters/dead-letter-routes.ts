import {
  DeadLetterPage,
  DeadLettersQuery,
  type DeadLetterView,
  WholeDeadLetterView,
} from '../../../admin-api/dead-letters.ts'
import { IdParams } from '../../../admin-api/forms.ts'
import { isoInstant } from '../../../domain/iso-instant.ts'
import type { DeadLetterStatus } from '../../../domain/outcome.ts'
import { exportedDeadLetter } from '../../../operations/dead-letters/exported-dead-letter.ts'
import type { DeadLetterSummary } from '../../../reads/dead-letters/dead-letter-row.ts'
import { listDeadLetters, readDeadLetters } from '../../../reads/dead-letters/dead-letters.ts'
import { ok } from '../../routes/answer.ts'
import type { Route } from '../../routes/route.ts'
import type { AdminServices } from '../admin-services.ts'
import { givenId } from '../given-id.ts'
import { choiceOf, listAnswer } from '../list-answer.ts'
import { missing } from '../saved-answer.ts'

/** Messages that are kept aside, as they can't be processed. */
export const deadLetterRoutes = (services: AdminServices): readonly Route[] => [
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
]

const viewOf = ({ createdAt, ...letter }: DeadLetterSummary): DeadLetterView => ({
  ...letter,
  createdAt: isoInstant(createdAt),
})
