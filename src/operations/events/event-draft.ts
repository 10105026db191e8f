import type { Problem } from '../../conditions/problem.ts'
import { eventFields, eventRowOf } from './event-fields.ts'
import type { EventRow, StoredEventRow } from './event-row.ts'

/** An event as somebody writes it: any JSON may stand in its fields. */
export interface EventDraft {
  readonly fields: Readonly<Record<string, unknown>>
  /** The payload as JSON text, where that keeps numbers which `fields.triggerPayload` can't carry. */
  readonly payloadText?: string
}

/** A stored event with some fields written anew; null takes one away. */
export function changedDraft(
  { revision: _, triggerPayload, ...stored }: StoredEventRow,
  { fields, payloadText }: EventDraft,
): EventDraft {
  const all = { triggerPayload: JSON.parse(triggerPayload) as unknown, ...stored, ...fields, id: stored.id }
  const text = Object.hasOwn(fields, 'triggerPayload') ? payloadText : triggerPayload
  return { fields: all, ...(text === undefined ? {} : { payloadText: text }) }
}

/** The event that a draft says, or what is wrong with its fields, all of them. */
export function readEventDraft({ fields, payloadText }: EventDraft): EventRow | readonly Problem[] {
  const { data, error } = eventFields.safeParse(fields)
  if (error) return error.issues.map(({ path, message }) => ({ field: path.join('.') || 'event', message }))
  const event = eventRowOf(data)
  return payloadText === undefined ? event : { ...event, triggerPayload: payloadText }
}

/** What is shown of an event that was saved, and is not written. */
const SHOWN = ['revision', 'warnings']

/** Fields that nobody reads: they may be misspelt. */
export function unknownFields({ fields }: EventDraft): readonly Problem[] {
  const known = [...Object.keys(eventFields.shape), ...SHOWN]
  return Object.keys(fields)
    .filter((name) => !known.includes(name))
    .map((field) => ({ field, message: 'is no field of an event: ignored' }))
}
