export const EVENT_STATUSES = ['ACTIVE', 'INACTIVE'] as const
export type EventStatus = (typeof EVENT_STATUSES)[number]

/** A trigger condition that a marketer defined (the glossary's *event*). */
export interface EventDefinition {
  readonly id: number
  readonly status: EventStatus
  readonly triggerType: string
}
