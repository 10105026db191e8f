import type { EventView } from '../../../../admin-api/events.ts'

/** What can be written of an event. */
export type EventForm = Omit<EventView, 'id' | 'revision' | 'warnings'>

export const NEW_EVENT: EventForm = {
  name: '',
  description: null,
  status: 'INACTIVE',
  triggerType: 'PAGE_VIEW',
  triggerPayload: {},
  sink: 'LOG',
  siteId: null,
  startsAt: null,
  endsAt: null,
}

export const eventFormOf = (event: Omit<EventView, 'revision'>): EventForm => ({
  name: event.name,
  description: event.description,
  status: event.status,
  triggerType: event.triggerType,
  triggerPayload: event.triggerPayload,
  sink: event.sink,
  siteId: event.siteId,
  startsAt: event.startsAt,
  endsAt: event.endsAt,
})

/** A setting written anew; undefined takes it away. */
export function withSetting(form: EventForm, key: string, value: unknown): Pick<EventForm, 'triggerPayload'> {
  const { [key]: _, ...others } = form.triggerPayload
  return { triggerPayload: value === undefined ? others : { ...others, [key]: value } }
}
