import type { TriggerStrategy } from './trigger-strategy.ts'

/** A new user: saves the occurrence and makes sure that the user has a summary. */
export const signup: TriggerStrategy = {
  triggerType: 'SIGNUP',
  needsUser: true,
  record: (occurrence, work) => {
    work.saveOccurrence(occurrence)
    work.updateSummary(occurrence.userId!, {})
  },
}
