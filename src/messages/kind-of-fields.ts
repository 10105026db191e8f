import type { MessageKind } from './message.ts'

/**
 * What the fields of an object make it where no topic says so (CONTRACT §1): with `campaignActivityType`, even null, a command; else
 * with `triggerType` or `eventId` an occurrence request; else neither (null).
 */
export function kindOfFields(object: Readonly<Record<string, unknown>>): MessageKind | null {
  if (object.campaignActivityType !== undefined) return 'command'
  const isSet = (value: unknown) => value !== undefined && value !== null
  return isSet(object.triggerType) || isSet(object.eventId) ? 'occurrence' : null
}
