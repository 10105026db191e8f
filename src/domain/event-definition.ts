export const EVENT_STATUSES = ['ACTIVE', 'INACTIVE'] as const
export type EventStatus = (typeof EVENT_STATUSES)[number]

/** Where what happened goes: to the behaviour log only, or into the database too (CONTRACT §12). */
export const EVENT_SINKS = ['LOG', 'DATABASE'] as const
export type EventSink = (typeof EVENT_SINKS)[number]

/** A trigger condition that a marketer defined (the glossary's *event*). */
export interface EventDefinition {
  readonly id: number
  readonly status: EventStatus
  readonly triggerType: string
  readonly sink: EventSink
}
