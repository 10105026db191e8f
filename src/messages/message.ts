import type { BrowserOrigin } from '../domain/event-occurrence.ts'

/** A request for an activity (CONTRACT §1, topic `axon.campaign-activity.command`). Ids are safe integers. */
export interface CampaignActivityCommand {
  readonly kind: 'command'
  readonly campaignActivityType: string
  readonly campaignActivityId: number
  readonly userId: number
  /** Null: the activity's product. */
  readonly productId: number | null
  /** When the user asked, epoch ms. */
  readonly requestedAt: number
  readonly quantity: number
  /** Decimal with at most two places; null: the activity's price, else the product's. */
  readonly price: number | null
  readonly eventId: number | null
}

/** A report that something happened (CONTRACT §1, topic `axon.event.occurrence`). */
export interface EventOccurrenceRequest {
  readonly kind: 'occurrence'
  /** Normalised: upper case, `_` for spaces and `-`. Null only if `eventId` is given. */
  readonly triggerType: string | null
  readonly eventId: number | null
  /** Epoch ms. */
  readonly occurredAt: number
  readonly userId: number | null
  readonly pageUrl: string | null
  /** A JSON object as text, `{}` by default. */
  readonly context: string
  readonly messageId: string | null
  /** Null if the message has none of its fields. */
  readonly browser: BrowserOrigin | null
}

export type Message = CampaignActivityCommand | EventOccurrenceRequest
export type MessageKind = Message['kind']

/**
 * What the fields of an object make it where no topic says so (CONTRACT §1): with `campaignActivityType`, even null, a command; else
 * with `triggerType` or `eventId` an occurrence request; else neither (null).
 */
export function kindOfFields(object: Readonly<Record<string, unknown>>): MessageKind | null {
  if (object.campaignActivityType !== undefined) return 'command'
  const isSet = (value: unknown) => value !== undefined && value !== null
  return isSet(object.triggerType) || isSet(object.eventId) ? 'occurrence' : null
}
