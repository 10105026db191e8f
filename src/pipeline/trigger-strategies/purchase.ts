import type { TriggerStrategy } from './trigger-strategy.ts'

export const PURCHASE_TRIGGER = 'PURCHASE'

/** A purchase: saves the occurrence. */
export const purchase: TriggerStrategy = {
  triggerType: PURCHASE_TRIGGER,
  needsUser: true,
  record: (occurrence, work) => work.saveOccurrence(occurrence),
}
