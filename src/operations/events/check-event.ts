import { isBrowserTrigger } from '../../conditions/browser-triggers.ts'
import { checkDefinition, type DefinitionCheck } from '../../conditions/check-definition.ts'
import { DROPPED_QUERY } from '../../domain/privacy/dropped-query.ts'
import { triggerStrategies } from '../../pipeline/trigger-strategies/trigger-strategies.ts'
import type { EventRow } from './event-row.ts'
import { selectorError } from './selector-error.ts'

const businessTriggers = [...triggerStrategies.keys()].filter((triggerType) => !isBrowserTrigger(triggerType))

/** What can be said of an event by itself: why it can't be saved, and what only looks wrong (CONTRACT §12, *What is refused*). */
export function checkEvent({
  triggerType,
  triggerPayload,
  sink,
  startsAt,
  endsAt,
}: EventRow): DefinitionCheck {
  const definition = { triggerType, sink, triggerPayload: JSON.parse(triggerPayload) as unknown }
  const settings = { selectorError, businessTriggers, droppedQuery: DROPPED_QUERY }
  const { errors, warnings } = checkDefinition(definition, settings)
  if (isBrowserTrigger(triggerType) || (startsAt === null && endsAt === null)) return { errors, warnings }
  const field = startsAt === null ? 'endsAt' : 'startsAt'
  const message = `says when browsers look for an event: one of ${triggerType} is recorded while it is ACTIVE`
  return { errors, warnings: [...warnings, { field, message }] }
}
