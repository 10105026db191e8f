import type { Site } from '../../reads/identity/sites.ts'
import { RecentRead } from '../../reads/live/recent-read.ts'

/** Sites that are added or taken away count within a second; nobody waits for them to be read again. */
const FRESH_MS = 300
const SERVED_MS = 700

/** The sites whose pages may ask (CONTRACT §11), read once a process. While the database is away the last known ones count. */
export class Sites {
  readonly #sites: RecentRead<KnownSites>

  constructor(read: () => Promise<readonly Site[]>) {
    this.#sites = new RecentRead({
      read: async () => knownSites(await read()),
      freshMs: FRESH_MS,
      servedMs: SERVED_MS,
      keepMs: Number.POSITIVE_INFINITY,
    })
  }

  /** Whether any site has pages of this origin. */
  async haveOrigin(origin: string): Promise<boolean> {
    return (await this.#sites.get())?.value.origins.has(origin) ?? false
  }

  /** The site of a public key; null if there is none, undefined if that can't be told while the database is away. */
  async ofKey(key: string): Promise<Site | null | undefined> {
    const known = (await this.#sites.get())?.value.byKey.get(key)
    if (known) return known
    // It may have been added a moment ago.
    const answer = await this.#sites.getNewer()
    return answer?.value.byKey.get(key) ?? (answer?.isFresh ? null : undefined)
  }
}

interface KnownSites {
  readonly byKey: ReadonlyMap<string, Site>
  readonly origins: ReadonlySet<string>
}

const knownSites = (sites: readonly Site[]): KnownSites => ({
  byKey: new Map(sites.map((site) => [site.key, site])),
  origins: new Set(sites.flatMap(({ origins }) => origins)),
})
