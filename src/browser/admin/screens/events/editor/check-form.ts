import { checkDefinition, type DefinitionCheck } from '../../../../../conditions/check-definition.ts'
import { DROPPED_QUERY } from '../../../../../domain/privacy/dropped-query.ts'
import type { EventForm } from '../event-form.ts'
import { BUSINESS_TRIGGERS } from '../triggers.ts'

/** What the service would say to it, before it is asked: by the same rules, and the browser's own CSS parser. */
export const checkForm = ({ triggerType, sink, triggerPayload }: EventForm): DefinitionCheck =>
  checkDefinition(
    { triggerType, sink, triggerPayload },
    { selectorError, businessTriggers: BUSINESS_TRIGGERS, droppedQuery: DROPPED_QUERY },
  )

function selectorError(selector: string): string | undefined {
  try {
    document.createDocumentFragment().querySelector(selector)
    return undefined
  } catch (error) {
    return (error as Error).message.replace(/^.*?: /, '')
  }
}
