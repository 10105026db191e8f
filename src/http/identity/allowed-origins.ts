import type { Site } from '../../reads/identity/sites.ts'
import { RecentRead } from '../../reads/live/recent-read.ts'

const FRESH_MS = 500

/** The origins of all sites: whose pages may ask (CONTRACT §11). While the database is away the last known ones count. */
export class AllowedOrigins {
  readonly #sites: RecentRead<ReadonlySet<string>>

  constructor(read: () => Promise<readonly Site[]>, now: () => number = Date.now) {
    this.#sites = new RecentRead({
      read: async () => new Set((await read()).flatMap(({ origins }) => origins)),
      freshMs: FRESH_MS,
      keepMs: Number.POSITIVE_INFINITY,
      now,
    })
  }

  async includes(origin: string): Promise<boolean> {
    return (await this.#sites.get())?.value.has(origin) ?? false
  }
}
