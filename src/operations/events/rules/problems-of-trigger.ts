import type { Problem } from '../../../conditions/problem.ts'
import { nearestWord } from '../../../domain/text/nearest-word.ts'
import { triggerStrategies } from '../../../pipeline/trigger-strategies/trigger-strategies.ts'
import type { EventRow } from '../event-row.ts'

/**
 * What is refused of the trigger type of an event that somebody makes or changes, and taken from a seed file: its strategy may come later.
 * What is stored already may stay.
 */
export function problemsOfTrigger(
  { triggerType }: EventRow,
  stored: EventRow | undefined,
): readonly Problem[] {
  if (triggerType === stored?.triggerType || triggerStrategies.has(triggerType)) return []
  const known = [...triggerStrategies.keys()]
  const nearest = nearestWord(triggerType, known)
  const cure = nearest === undefined ? `there are: ${known.join(', ')}` : `did you mean ${nearest}?`
  return [{ field: 'triggerType', message: `${JSON.stringify(triggerType)} has no strategy; ${cure}` }]
}
