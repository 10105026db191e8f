import type { EventOccurrence } from '../../domain/event-occurrence.ts'
import type { Columns } from './column.ts'

/** Of `event_occurrences`: what every occurrence has. */
export const occurrenceColumns: Columns<EventOccurrence> = [
  { name: 'event_id', type: 'bigint', of: (occurrence) => occurrence.eventId },
  { name: 'occurred_at', type: 'timestamptz', of: (occurrence) => occurrence.occurredAt },
  { name: 'user_id', type: 'bigint', of: (occurrence) => occurrence.userId },
  { name: 'page_url', type: 'text', of: (occurrence) => occurrence.pageUrl },
  { name: 'event_context', type: 'jsonb', of: (occurrence) => occurrence.context },
  { name: 'message_id', type: 'text', of: (occurrence) => occurrence.messageId },
  {
    name: 'entry_id',
    type: 'bigint',
    of: ({ entry }, ids) => entry && ids.entries.get(entry.campaignActivityId)?.get(entry.userId),
  },
  { name: 'source_id', type: 'bigint', of: ({ position }, ids) => ids.sources.get(position.at) },
  { name: 'source_offset', type: 'bigint', of: ({ position }) => position.offset },
  { name: 'checksum', type: 'bigint', of: (occurrence) => occurrence.checksum },
]

/** All but the id. Most occurrences are purchases: they are spared the columns that only browsers fill. */
export const browserOccurrenceColumns: Columns<EventOccurrence> = [
  ...occurrenceColumns,
  { name: 'event_revision', type: 'bigint', of: ({ browser }) => browser?.revision },
  { name: 'received_at', type: 'timestamptz', of: ({ browser }) => browser?.receivedAt },
  { name: 'sent_occurred_at', type: 'timestamptz', of: ({ browser }) => browser?.originalOccurredAt },
  { name: 'anonymous_id', type: 'text', of: ({ browser }) => browser?.anonymousId },
  { name: 'session_id', type: 'text', of: ({ browser }) => browser?.sessionId },
]
