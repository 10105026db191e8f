import { z } from 'zod'
import { isBrowserTrigger } from '../../conditions/browser-triggers.ts'
import { EVENT_SINKS, EVENT_STATUSES } from '../../domain/event-definition.ts'
import { idRule, instantRule, nonEmptyTextRule, triggerTypeRule } from '../../messages/field-rules.ts'
import { descriptionRule, inOrder, oneOfRule, optional, payloadRule, required } from '../seed/seed-fields.ts'
import type { EventRow } from './event-row.ts'

/** The fields of an event, in a seed file and wherever else one is written (CONTRACT §4, *Seed files*). */
export const eventFields = z
  .object({
    id: required(idRule),
    name: required(nonEmptyTextRule),
    description: optional(descriptionRule),
    status: required(oneOfRule(EVENT_STATUSES)),
    triggerType: required(triggerTypeRule),
    triggerPayload: optional(payloadRule),
    sink: optional(oneOfRule(EVENT_SINKS)),
    siteId: optional(idRule),
    startsAt: optional(instantRule),
    endsAt: optional(instantRule),
  })
  .refine(inOrder('startsAt', 'endsAt'), { path: ['endsAt'], error: 'must not be before startsAt' })

export type EventFields = z.output<typeof eventFields>

/** The event that the fields say, with what stands for those that were left out: behaviours go to the log, all else to the database. */
export function eventRowOf({ triggerPayload, sink, ...fields }: EventFields): EventRow {
  return {
    ...fields,
    triggerPayload: triggerPayload ?? '{}',
    sink: sink ?? (isBrowserTrigger(fields.triggerType) ? 'LOG' : 'DATABASE'),
  }
}
