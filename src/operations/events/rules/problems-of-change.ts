import type { Problem } from '../../../conditions/problem.ts'
import { nearestWord } from '../../../domain/text/nearest-word.ts'
import { SHORT_NAME, shortName } from '../../../domain/text/short-name.ts'
import { triggerStrategies } from '../../../pipeline/trigger-strategies/trigger-strategies.ts'
import type { EventRow } from '../event-row.ts'

/**
 * What is refused of an event that somebody makes or changes, and taken from a seed file: names of any length, and trigger types whose
 * strategy may come later. What is stored already may stay.
 */
export function problemsOfChange(event: EventRow, stored: EventRow | undefined): readonly Problem[] {
  const problems: Problem[] = []
  const { name, triggerType } = event
  if (name !== stored?.name && shortName(name) === null) {
    problems.push({ field: 'name', message: `must be ${SHORT_NAME}` })
  }
  if (triggerType !== stored?.triggerType && !triggerStrategies.has(triggerType)) {
    const known = [...triggerStrategies.keys()]
    const nearest = nearestWord(triggerType, known)
    const cure = nearest === undefined ? `there are: ${known.join(', ')}` : `did you mean ${nearest}?`
    problems.push({
      field: 'triggerType',
      message: `${JSON.stringify(triggerType)} has no strategy; ${cure}`,
    })
  }
  return problems
}
