import type { DeadLetterReason } from '../../domain/outcome.ts'
import type { Decided, OutletAnswer } from '../../intake/outlet.ts'
import type { ReceiptSigner } from '../../operations/receipts/receipt-signer.ts'
import { problem } from '../problems/problem.ts'
import type { Answer } from '../routes/answer.ts'
import { retryAfter } from '../routes/retry-after.ts'
import { entryView } from './entry-view.ts'
import { pendingAnswer } from './pending-answer.ts'

export interface AnsweredRequest {
  readonly activityId: number
  readonly userId: number
  readonly receipts: ReceiptSigner
  /** The request named a product itself. */
  readonly namesProduct: boolean
  /** Hears of what the shop must mend. */
  readonly onShopFault: (reason: DeadLetterReason, detail: string) => void
}

/** What a user is told of a request that was handed in (CONTRACT §10, *Answers to an entry*). */
export function decisionAnswer(answer: OutletAnswer, request: AnsweredRequest): Answer | Promise<Answer> {
  switch (answer.state) {
    case 'decided':
      return decidedAnswer(answer, request)
    case 'published':
      return pendingAnswer(request.receipts, { ...request, position: answer.position })
    case 'not_taken':
      return notTaken('nothing was done with the request: ask again')
    case 'unknown':
      return problem('UNKNOWN_OUTCOME', {
        detail: 'the request may have been decided: asking again is safe, and gives the truth',
        more: { state: 'unknown' },
        headers: retryAfter(),
      })
  }
}

/** Nothing was done with the request, and nothing will be. */
export const notTaken = (detail: string): Answer =>
  problem('NOT_TAKEN', { detail, more: { state: 'not_taken' }, headers: retryAfter() })

function decidedAnswer(
  { outcome, entry, position }: Decided,
  request: AnsweredRequest,
): Answer | Promise<Answer> {
  if (outcome.outcome === 'dead_letter') return deadLetterAnswer(outcome.reason, outcome.error, request)
  if (entry === null || outcome.outcome === 'recorded')
    return problem('INTERNAL', { detail: 'the decision has no entry' })
  return entryView(request.receipts, outcome.outcome, entry, position).then((view) => {
    if (outcome.outcome === 'rejected') {
      return problem('REJECTED', { detail: `the request was rejected: ${outcome.reason}`, more: view })
    }
    if (outcome.outcome === 'duplicate') return { status: 200, outcome: 'duplicate', body: view }
    const location = `/v1/activities/${request.activityId}/entries/me`
    return { status: 201, outcome: 'approved', body: view, headers: { location } }
  })
}

function deadLetterAnswer(reason: DeadLetterReason, detail: string, request: AnsweredRequest): Answer {
  if (reason === 'UNKNOWN_ACTIVITY') return problem('UNKNOWN_ACTIVITY', { detail })
  if (reason === 'UNKNOWN_PRODUCT' && request.namesProduct) {
    return problem('UNKNOWN_PRODUCT', { detail, errors: [{ field: 'productId', message: detail }] })
  }
  request.onShopFault(reason, detail)
  if (reason === 'HANDLER_ERROR') return problem('HANDLER_ERROR', { detail: 'the service has a fault' })
  return notTaken('the shop is not set up for this request')
}
