import { sql } from 'drizzle-orm/sql'
import type { Invariant } from './invariant.ts'

export const eventRevisions: Invariant = {
  number: 8,
  sentence: "an event's revision is the newest one that is kept of it",
  clauses: [
    {
      // One that was written into the table by hand has none.
      offence: 'the event is not at the newest revision that is kept of it',
      rows: () => sql`
        SELECT event.id AS "eventId", event.revision, newest.revision AS "newestRevision"
        FROM events AS event JOIN (SELECT event_id, max(revision) AS revision FROM event_revisions GROUP BY event_id) AS newest
          ON newest.event_id = event.id
        WHERE event.revision <> newest.revision`,
    },
  ],
}
