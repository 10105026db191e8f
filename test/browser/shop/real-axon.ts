import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm/sql'
import { addSite } from '../../../src/operations/sites/add-site.ts'
import { RunningService, tokenOf } from '../../serve/running-service.ts'
import { SHOP } from '../../shop.ts'
import { until } from '../until.ts'
import type { AxonPlace } from './pages.ts'

/** The events of the real service. */
export const REAL = { view: 11, press: 12, call: 13 } as const

const event = (id: number, triggerType: string, sink: string, when?: object) => ({
  id,
  name: `event ${id}`,
  status: 'ACTIVE',
  triggerType,
  sink,
  ...(when && { triggerPayload: { when } }),
})

const EVENTS = [
  event(REAL.view, 'PAGE_VIEW', 'LOG'),
  event(REAL.press, 'CLICK', 'DATABASE', { field: 'element', op: 'selector', value: '#to' }),
  event(REAL.call, 'CUSTOM', 'DATABASE'),
]

/** An occurrence as it is stored; instants in epoch ms. */
export interface StoredOccurrence {
  readonly eventId: number
  readonly userId: number | null
  readonly anonymousId: string | null
  readonly pageUrl: string
  readonly messageId: string
  readonly occurredAt: number
  readonly receivedAt: number
  readonly sentOccurredAt: number | null
  readonly context: { readonly name?: string; readonly properties?: Readonly<Record<string, unknown>> }
}

/** `axon serve` on SQLite, as a shop runs it, for all cases of one browser. */
export class RealAxon {
  readonly #service: RunningService

  static async start(): Promise<RealAxon> {
    const shop = { ...SHOP, events: [...SHOP.events, ...EVENTS] }
    return new RealAxon(await RunningService.start({ shop }))
  }

  private constructor(service: RunningService) {
    this.#service = service
  }

  /** Makes the pages of an origin a site; resolves once the service knows it. */
  async siteOf(origin: string): Promise<AxonPlace> {
    const site = await this.#service.folder.withDatabase((database) =>
      addSite(database, { name: origin, origins: [origin] }, { by: 'test', atMs: Date.now() }),
    )
    const siteKey = site!.key
    await until('the service knows the site', async () => {
      const { status } = await this.#service.ask(`/v1/events/active?site=${siteKey}`, { headers: { origin } })
      return status === 200
    })
    return { endpoint: this.#service.url, siteKey }
  }

  /** What was recorded of pages of an origin, in the order in which it was stored. */
  recorded(origin: string): Promise<readonly StoredOccurrence[]> {
    return this.#service.folder.withDatabase(async ({ query }) => {
      const rows = await query<StoredOccurrence & { readonly context: string }>(sql`
        SELECT event_id AS "eventId", user_id AS "userId", anonymous_id AS "anonymousId", page_url AS "pageUrl",
          message_id AS "messageId", occurred_at AS "occurredAt", received_at AS "receivedAt",
          sent_occurred_at AS "sentOccurredAt", event_context AS context
        FROM event_occurrences WHERE page_url LIKE ${`${origin}/%`} ORDER BY id`)
      return rows.map((row) => ({ ...row, context: JSON.parse(row.context) }))
    })
  }

  /** The addresses of an origin whose views are in the behaviour log, in its order. */
  viewed(origin: string): readonly string[] {
    const folder = join(this.#service.folder.path, 'behavior-logs')
    return readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1))
      .map((line) => JSON.parse(line) as { axon: { event_id: number }; url: { full: string } })
      .filter(({ axon, url }) => axon.event_id === REAL.view && url.full.startsWith(`${origin}/`))
      .map(({ url }) => url.full.slice(origin.length))
  }

  /** A token of the shop's login. */
  tokenOf(userId: number): Promise<string> {
    return tokenOf(userId)
  }

  stop(): Promise<void> {
    return this.#service.stop()
  }
}
