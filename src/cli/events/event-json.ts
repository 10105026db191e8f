import { isoOrNull } from '../../domain/text/iso-or-null.ts'
import type { EventRecord } from '../../reads/events/event-record.ts'

type Shown = Omit<EventRecord, 'triggerPayload'> & {
  readonly revision?: number
  readonly triggerPayload: unknown
}

/** An event as a seed file writes it, with ISO-8601 instants; `axon events create --file` takes it. */
export function eventJson({ startsAt, endsAt, triggerPayload, ...event }: Shown): object {
  const payload =
    typeof triggerPayload === 'string' ? (JSON.parse(triggerPayload) as unknown) : triggerPayload
  return { ...event, triggerPayload: payload, startsAt: isoOrNull(startsAt), endsAt: isoOrNull(endsAt) }
}
