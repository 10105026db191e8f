import { formatCount } from '../domain/format-count.ts'
import { isoInstant } from '../domain/iso-instant.ts'
import type { Explanation } from './explanation.ts'

/**
 * The outcome in words, without who and for what. Limit, status and period are those of now, and said to be: what they were at
 * the decision is not stored.
 */
export function explanationSentence(explanation: Omit<Explanation, 'why'>): string {
  const { activity, product, seen, sequence, quantity, rejectReason } = explanation
  switch (rejectReason) {
    case null:
      return `approved as number ${sequence}: ${approvalsSeen(explanation)} and stock was ${formatCount(seen.stock)}, enough for ${formatCount(quantity)}`
    case 'ACTIVITY_NOT_ACTIVE':
      return `rejected because the activity was not ACTIVE when the request was processed (now it is ${activity.status})`
    case 'OUTSIDE_PERIOD':
      return `rejected because the request was made ${instantOfDecision(explanation)}outside of the period (which is now ${period(explanation)})`
    case 'PRODUCT_MISMATCH':
      return `rejected because the request named product ${product.id}, and the activity another one (now ${activity.productId ?? 'none'})`
    case 'LIMIT_REACHED':
      return `rejected because the limit was reached: ${approvalsSeen(explanation)}`
    case 'OUT_OF_STOCK':
      return `rejected because stock was ${formatCount(seen.stock)}, too little for ${formatCount(quantity)}`
  }
}

function approvalsSeen({ seen, activity }: Omit<Explanation, 'why'>): string {
  const limit =
    activity.limitCount === null ? 'no limit now' : `the limit is now ${formatCount(activity.limitCount)}`
  return `${formatCount(seen.approved)} ${seen.approved === 1 ? 'was' : 'were'} approved before (${limit})`
}

/** Tells when the request was made that was decided: while all are rejected, the entry keeps the first one's. Empty where it is not stored. */
function instantOfDecision({ laterRequests, requestedAt, deadLetterId }: Omit<Explanation, 'why'>): string {
  const decided = laterRequests.find((request) => request.decided)
  if (decided) return `at ${isoInstant(decided.requestedAt)}, `
  return deadLetterId === null ? `at ${isoInstant(requestedAt)}, ` : ''
}

function period({ activity: { startDate, endDate } }: Omit<Explanation, 'why'>): string {
  if (startDate === null && endDate === null) return 'open'
  const from = startDate === null ? '' : `from ${isoInstant(startDate)} `
  return `${from}${endDate === null ? '' : `to ${isoInstant(endDate)}`}`.trim()
}
