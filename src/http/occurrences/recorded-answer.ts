import type { OutletAnswer } from '../../intake/outlet.ts'
import { ACCEPTED, type ItemAnswer, refused } from './item-answer.ts'

/** What an item is told that was to be recorded in the database; or that it was not taken, or that nobody knows. */
export function recordedAnswer(answer: OutletAnswer): ItemAnswer | 'not_taken' | 'unknown' {
  if (answer.state === 'published') return ACCEPTED
  if (answer.state !== 'decided') return answer.state
  const { outcome } = answer
  if (outcome.outcome === 'duplicate') return { outcome: 'duplicate' }
  if (outcome.outcome !== 'dead_letter') return ACCEPTED
  switch (outcome.reason) {
    case 'INVALID_MESSAGE':
      return refused('INVALID', outcome.error)
    case 'UNKNOWN_EVENT':
    case 'HANDLER_ERROR':
      return refused(outcome.reason)
    default:
      // Since the browser saw it, the event was changed.
      return refused('INACTIVE_EVENT')
  }
}
