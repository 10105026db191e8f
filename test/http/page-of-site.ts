import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm/sql'
import { addSite } from '../../src/operations/sites/add-site.ts'
import type { EventRecord } from '../../src/reads/events/event-record.ts'
import type { Site } from '../../src/reads/identity/sites.ts'
import type { Database } from '../../src/stores/database.ts'
import type { Reply, ShopService } from './shop-service.ts'

/** A revision of an event, as it is saved. */
export interface SavedDefinition extends Partial<EventRecord> {
  readonly id: number
  readonly triggerType: string
  readonly revision?: number
  readonly savedAt?: number
}

export async function saveDefinition(database: Database, saved: SavedDefinition): Promise<void> {
  const { revision = 1, savedAt = Date.now(), ...given } = saved
  const definition: EventRecord = {
    ...{ name: `event ${given.id}`, description: null, status: 'ACTIVE', triggerPayload: {}, sink: 'LOG' },
    ...{ siteId: null, startsAt: null, endsAt: null },
    ...given,
  }
  const { id, name, status, triggerType, triggerPayload, sink, siteId } = definition
  const { json, instant } = database.dialect
  const payload = json(JSON.stringify(triggerPayload))
  await database.query(sql`
    INSERT INTO events (id, name, status, trigger_type, trigger_payload, revision, sink, site_id)
    VALUES (${id}, ${name}, ${status}, ${triggerType}, ${payload}, ${revision}, ${sink}, ${siteId})
    ON CONFLICT (id) DO UPDATE SET status = excluded.status, revision = excluded.revision, sink = excluded.sink`)
  await database.query(sql`
    INSERT INTO event_revisions (event_id, revision, definition, saved_at, saved_by)
    VALUES (${id}, ${revision}, ${json(JSON.stringify(definition))}, ${instant(savedAt)}, 'test')`)
}

export const ORIGIN = 'https://shop.example'

export interface Sent {
  readonly token?: string
  readonly user?: number
  readonly body?: object
  readonly headers?: Record<string, string>
}

/** A page of a site, which sends what it sees. */
export class PageOfSite {
  readonly #service: ShopService
  readonly site: Site

  static async of(service: ShopService, origin = ORIGIN): Promise<PageOfSite> {
    const author = { by: 'test', atMs: Date.now() }
    const name = `shop ${randomUUID()}`
    const site = await addSite(service.database, { name, origins: [origin] }, author)
    return new PageOfSite(service, site!)
  }

  private constructor(service: ShopService, site: Site) {
    this.#service = service
    this.site = site
  }

  /** Sends items as `sendBeacon` does. */
  send(items: readonly unknown[], { user, token, body, headers }: Sent = {}): Promise<Reply> {
    return this.#service.ask('POST', `/v1/occurrences?site=${this.site.key}`, {
      ...(user !== undefined && { user }),
      headers: { 'content-type': 'text/plain;charset=UTF-8', origin: ORIGIN, ...headers },
      body: JSON.stringify({
        ...{ sentAt: Date.now(), anonymousId: 'anon-1', sessionId: 'session-1', token, items },
        ...body,
      }),
    })
  }
}

/** An item of event 10, unless it says otherwise. */
export const seen = (more: object = {}) => ({
  messageId: randomUUID(),
  eventId: 10,
  revision: 1,
  occurredAt: Date.now(),
  page: { url: `${ORIGIN}/products/1`, title: '머그컵', referrer: '', viewId: 'view-1' },
  ...more,
})
