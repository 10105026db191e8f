import type { EventSink, EventStatus } from '../../domain/event-definition.ts'

/** What an event's trigger is set to (CONTRACT §12). Business events keep settings of their own in it. */
export type TriggerPayload = Readonly<Record<string, unknown>>

/** An event as a marketer saved it: one row of `events`, and one revision of it (CONTRACT §12). Instants are epoch ms. */
export interface EventRecord {
  readonly id: number
  readonly name: string
  readonly description: string | null
  readonly status: EventStatus
  readonly triggerType: string
  readonly triggerPayload: TriggerPayload
  readonly sink: EventSink
  /** Null: all sites. */
  readonly siteId: number | null
  /** Null: open. */
  readonly startsAt: number | null
  /** Null: open. */
  readonly endsAt: number | null
}
