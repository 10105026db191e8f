import type { BrowserDefinition } from '../../../../../conditions/browser-definition.ts'
import type { BrowserTrigger } from '../../../../../conditions/browser-triggers.ts'
import type { EventForm } from '../event-form.ts'

/** The form as pages would learn of it. */
export const definitionOf = (
  { triggerPayload }: EventForm,
  triggerType: BrowserTrigger,
): Pick<BrowserDefinition, 'triggerType' | 'routing' | 'when'> =>
  ({ triggerType, routing: triggerPayload.routing, when: triggerPayload.when }) as BrowserDefinition
