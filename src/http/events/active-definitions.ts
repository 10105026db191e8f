import type { ActiveBrowserDefinition } from '../../reads/events/active-browser-definitions.ts'
import { RecentRead } from '../../reads/live/recent-read.ts'
import { type DeliveredDefinition, deliveredDefinition } from './delivered-definition.ts'
import { isSameList } from './is-same-list.ts'
import { SiteDefinitions } from './site-definitions.ts'

/** A change is served within a second (CONTRACT §13): what is older is read again, */
const FRESH_MS = 300
/** and nobody waits for that until this. */
const SERVED_MS = 700

type ReadDefinitions = (
  before: readonly ActiveBrowserDefinition[],
) => Promise<readonly ActiveBrowserDefinition[]>

/** All ACTIVE browser definitions, read a few times a second however many ask. While the database is away the last known ones count. */
export class ActiveDefinitions {
  readonly #recent: RecentRead<DefinitionsOfSites>
  #last = new DefinitionsOfSites([], null)

  /** `now`: ms that never go back. */
  constructor(read: ReadDefinitions, now: () => number = () => performance.now()) {
    this.#recent = new RecentRead({
      read: async () => {
        const stored = await read(this.#last.stored)
        if (!isSameList(stored, this.#last.stored)) this.#last = new DefinitionsOfSites(stored, this.#last)
        return this.#last
      },
      freshMs: FRESH_MS,
      servedMs: SERVED_MS,
      keepMs: Number.POSITIVE_INFINITY,
      now,
    })
  }

  /** Those of a site. @throws Error if the database does not answer, and never did. */
  async ofSite(siteId: number): Promise<SiteDefinitions> {
    const answer = await this.#recent.get()
    if (!answer) throw new Error('the definitions can not be had')
    return answer.value.ofSite(siteId)
  }

  get count(): number {
    return this.#last.stored.length
  }

  /** How long ago they were read, ms; 0 if they never were. */
  get ageMs(): number {
    return this.#recent.ageMs ?? 0
  }
}

/** Definitions as they were read at one moment. */
class DefinitionsOfSites {
  readonly stored: readonly ActiveBrowserDefinition[]
  readonly #ready: ReadonlyMap<ActiveBrowserDefinition, DeliveredDefinition>
  readonly #sites = new Map<number, SiteDefinitions>()
  readonly #sitesBefore: ReadonlyMap<number, SiteDefinitions>

  constructor(stored: readonly ActiveBrowserDefinition[], before: DefinitionsOfSites | null) {
    this.stored = stored
    this.#sitesBefore = before ? before.#sites : new Map()
    const readyBefore = before ? before.#ready : new Map()
    this.#ready = new Map(
      stored.map((definition) => [
        definition,
        readyBefore.get(definition) ?? deliveredDefinition(definition),
      ]),
    )
  }

  ofSite(id: number): SiteDefinitions {
    const known = this.#sites.get(id)
    if (known) return known
    const own = this.stored.filter(({ siteId }) => siteId === null || siteId === id)
    const ready = own.map((definition) => this.#ready.get(definition)!)
    const before = this.#sitesBefore.get(id)
    const site = before?.isOf(ready) ? before : new SiteDefinitions(ready)
    this.#sites.set(id, site)
    return site
  }
}
