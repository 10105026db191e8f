import type { Site } from '../../reads/identity/sites.ts'
import { corsHeaders, PUBLIC_CORS } from '../cors/cors-headers.ts'
import type { Sites } from '../identity/sites.ts'
import { databaseAway } from '../problems/database-away.ts'
import { problem } from '../problems/problem.ts'
import type { Answer } from '../routes/answer.ts'
import type { Route } from '../routes/route.ts'

type Headers = Readonly<Record<string, string>>

/** What is known of the page that asks. */
export interface Page {
  /** What a browser needs to show it an answer. */
  readonly headers: Headers
  /** Of a route that is of a site. */
  readonly site: Site | null
  readonly refused?: Answer
}

type OriginRules = Pick<Route, 'who' | 'isSameOrigin' | 'isOfSite'>

/** Of which site a request is, and which pages may see the answer (CONTRACT §11). */
export class SiteGate {
  readonly #sites: Sites

  constructor(sites: Sites) {
    this.#sites = sites
  }

  /** At once unless something must be looked up. Null: a path that has no route. */
  pageOf(route: OriginRules | null, origin: string | undefined, siteKey: unknown): Page | Promise<Page> {
    if (route?.isSameOrigin) return { headers: {}, site: null }
    if (route?.isOfSite && typeof siteKey === 'string') return this.#ofSite(siteKey, origin)
    if (route?.who === 'anyone') return { headers: PUBLIC_CORS, site: null }
    if (origin === undefined) return { headers: corsHeaders(origin, () => false), site: null }
    return this.#ofAnySite(origin)
  }

  async #ofSite(key: string, origin: string | undefined): Promise<Page> {
    const site = await this.#sites.ofKey(key)
    if (!site) {
      // Whoever mistyped the key in a page of the shop reads why it fails.
      const { headers } = origin === undefined ? { headers: {} } : await this.#ofAnySite(origin)
      const refused =
        site === null ? problem('UNKNOWN_SITE', { detail: 'no site has this key' }) : databaseAway()
      return { headers, site: null, refused }
    }
    const headers = corsHeaders(origin, (asked) => site.origins.includes(asked))
    if (origin === undefined || site.origins.includes(origin)) return { headers, site }
    const detail = 'the origin of the page is none of those of the site'
    return { headers, site: null, refused: problem('FOREIGN_ORIGIN', { detail }) }
  }

  async #ofAnySite(origin: string): Promise<Page> {
    const isAllowed = await this.#sites.haveOrigin(origin)
    return { headers: corsHeaders(origin, () => isAllowed), site: null }
  }
}
