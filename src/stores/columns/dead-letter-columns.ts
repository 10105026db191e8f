import type { Changes } from '../../pipeline/changes.ts'
import type { Columns } from './column.ts'

/** A dead letter with the time at which its batch kept it, epoch ms. */
export type KeptDeadLetter = Changes['deadLetters'][number] & { readonly createdAt: number }

/** Of `dead_letters`: all but the id and the status that every new one has. */
export const deadLetterColumns: Columns<KeptDeadLetter> = [
  { name: 'source', type: 'text', of: ({ request }) => request.position.at.source },
  { name: 'partition', type: 'bigint', of: ({ request }) => request.position.at.partition },
  // A key word of Postgres.
  { name: '"offset"', type: 'bigint', of: ({ request }) => request.raw.offset },
  { name: 'message_key', type: 'bytea', of: ({ request }) => request.raw.key },
  { name: 'payload', type: 'bytea', of: ({ request }) => request.raw.value },
  { name: 'reason', type: 'text', of: ({ deadLetter }) => deadLetter.reason },
  { name: 'error', type: 'text', of: ({ deadLetter }) => deadLetter.error },
  { name: 'created_at', type: 'timestamptz', of: ({ createdAt }) => createdAt },
  { name: 'message_kind', type: 'text', of: ({ request }) => request.slice.messageKind },
  { name: 'record_time', type: 'timestamptz', of: ({ request }) => storable(request.raw.recordTime) },
]

/** The last instant of a `Date`. */
const LAST_INSTANT = 8.64e15

/** A record may have any number for its time: somebody's nanoseconds are no instant. Its error says which it was. */
const storable = (time: number | null): number | null => (time !== null && time > LAST_INSTANT ? null : time)
