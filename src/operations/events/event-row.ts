import type { EventRecord } from '../../reads/events/event-record.ts'

/** An event as it is written. Its payload is JSON text: that keeps numbers which a double can't carry. */
export type EventRow = Omit<EventRecord, 'triggerPayload'> & { readonly triggerPayload: string }

/** An event as it is stored: with the number of its newest revision. */
export type StoredEventRow = EventRow & { readonly revision: number }
