import type { TriggerStrategy } from './trigger-strategy.ts'

/** A login: saves the occurrence and moves the user's last login forward. */
export const loginSuccess: TriggerStrategy = {
  triggerType: 'LOGIN_SUCCESS',
  needsUser: true,
  record: (occurrence, work) => {
    work.saveOccurrence(occurrence)
    work.updateSummary(occurrence.userId!, { lastLoginAt: occurrence.occurredAt })
  },
}
