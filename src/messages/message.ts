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
}

export type Message = CampaignActivityCommand | EventOccurrenceRequest
export type MessageKind = Message['kind']
