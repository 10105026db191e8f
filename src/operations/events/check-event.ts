import { checkDefinition, type DefinitionCheck } from '../../conditions/check-definition.ts'
import type { EventRow } from './event-row.ts'
import { isBrowserTrigger } from './is-browser-trigger.ts'
import { selectorError } from './selector-error.ts'

/** What can be said of an event by itself: why it can't be saved, and what only looks wrong (CONTRACT §12, *What is refused*). */
export function checkEvent({
  triggerType,
  triggerPayload,
  sink,
  startsAt,
  endsAt,
}: EventRow): DefinitionCheck {
  const definition = { triggerType, sink, triggerPayload: JSON.parse(triggerPayload) as unknown }
  const { errors, warnings } = checkDefinition(definition, { selectorError })
  if (isBrowserTrigger(triggerType)) return { errors, warnings }
  if (sink === 'LOG') {
    const message = `must be DATABASE: only what browsers send can go to the log alone, and ${triggerType} is of the business`
    return { errors: [...errors, { field: 'sink', message }], warnings }
  }
  if (startsAt === null && endsAt === null) return { errors, warnings }
  const field = startsAt === null ? 'endsAt' : 'startsAt'
  const message = `says when browsers look for an event: one of ${triggerType} is recorded while it is ACTIVE`
  return { errors, warnings: [...warnings, { field, message }] }
}
