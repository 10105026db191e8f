/** A behaviour, ready to be kept (CONTRACT §15): what every sink needs to know of it, so that none must look into the JSON. */
export interface SinkDocument {
  /** Its `event.id`: a behaviour that comes again has the same, so that an index keeps one. */
  readonly id: string
  /** Whose order counts: the user, else the anonymous id; null if neither is known. */
  readonly key: string | null
  /** As the browser said it, epoch ms: what is sent again has the same, whenever it comes. */
  readonly occurredAt: number
  /** By the clock of the service that took it, epoch ms. */
  readonly receivedAt: number
  /** The document as JSON, without a line break. */
  readonly json: string
}
