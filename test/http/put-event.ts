import { sql } from 'drizzle-orm/sql'
import type { Database } from '../../src/stores/database.ts'

export interface PutEvent {
  readonly id: number
  readonly name?: string
  readonly status?: 'ACTIVE' | 'INACTIVE'
  readonly triggerType?: string
  readonly triggerPayload?: object
  readonly siteId?: number | null
  /** Epoch ms. */
  readonly startsAt?: number | null
  readonly endsAt?: number | null
}

/** Saves events as they are given, each with its next revision. */
export async function putEvents(
  { query, dialect }: Pick<Database, 'query' | 'dialect'>,
  events: readonly PutEvent[],
): Promise<void> {
  for (const event of events) {
    const { id, name = `event ${id}`, status = 'ACTIVE', triggerType = 'PAGE_VIEW' } = event
    const { triggerPayload = {}, siteId = null, startsAt = null, endsAt = null } = event
    await query(sql`
      INSERT INTO events (id, name, status, trigger_type, trigger_payload, sink, site_id, starts_at, ends_at)
      VALUES (${id}, ${name}, ${status}, ${triggerType}, ${dialect.json(JSON.stringify(triggerPayload))}, 'LOG', ${siteId},
              ${dialect.instant(startsAt)}, ${dialect.instant(endsAt)})
      ON CONFLICT (id) DO UPDATE SET name = excluded.name, status = excluded.status, trigger_type = excluded.trigger_type,
        trigger_payload = excluded.trigger_payload, site_id = excluded.site_id, starts_at = excluded.starts_at,
        ends_at = excluded.ends_at, revision = events.revision + 1`)
  }
}
