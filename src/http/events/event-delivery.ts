import type { AudienceUser } from '../../conditions/audience/audience-test.ts'
import { saleStateOf } from '../../domain/sale/sale-state.ts'
import { readActiveBrowserDefinitions } from '../../reads/events/active-browser-definitions.ts'
import type { ActivityOnSale } from '../../reads/sale/activities-on-sale.ts'
import type { Database } from '../../stores/database.ts'
import type { ActivityStates } from '../activities/activity-states.ts'
import type { User } from '../identity/user.ts'
import { ActiveDefinitions } from './active-definitions.ts'
import type { DefinitionList } from './definition-list.ts'
import { DefinitionLists } from './definition-lists.ts'
import type { SiteDefinitions } from './site-definitions.ts'
import { UserSummaries } from './user-summaries.ts'

/** Activities whose last known state is kept: more than a shop has at a time. */
const MAX_KNOWN = 10_000

/** Which definitions apply to whom (CONTRACT §13). */
export class EventDelivery {
  readonly definitions: ActiveDefinitions
  readonly #activities: ActivityStates
  readonly #summaries: UserSummaries
  readonly #lists = new DefinitionLists()
  /** As they were when they were last read. */
  readonly #lastKnown = new Map<number, ActivityOnSale | null>()

  constructor(database: Pick<Database, 'query' | 'dialect'>, activities: ActivityStates) {
    this.definitions = new ActiveDefinitions((before) =>
      readActiveBrowserDefinitions(database.query, database.dialect, before),
    )
    this.#activities = activities
    this.#summaries = new UserSummaries(database)
  }

  /**
   * The definitions of a site that apply to a user, or to whoever is not logged in (null). Rejects if that can't be told because the
   * database does not answer: nothing was ever read, or an audience asks for what only it knows of the user.
   */
  async listFor(siteId: number, user: User | null): Promise<DefinitionList> {
    const site = await this.definitions.ofSite(siteId)
    const [audienceUser, open] = await Promise.all([
      user ? this.#knownOf(user, site) : undefined,
      this.#openOf(site),
    ])
    const circumstances = { user: audienceUser, now: Date.now(), isOpen: (id: number) => open.has(id) }
    const choice = site.choose(circumstances)
    return this.#lists.get(choice, () => site.chosen(choice))
  }

  async #knownOf({ userId, attributes }: User, { needsSummary }: SiteDefinitions): Promise<AudienceUser> {
    const summary = needsSummary ? await this.#summaries.get(userId) : null
    const { lastPurchaseAt = null, lastLoginAt = null } = summary ?? {}
    return { id: userId, lastPurchaseAt, lastLoginAt, attributes }
  }

  async #openOf({ activityIds }: SiteDefinitions): Promise<ReadonlySet<number>> {
    if (activityIds.length === 0) return NONE
    const activities = await Promise.all(activityIds.map((id) => this.#activity(id)))
    const now = Date.now()
    const open = activities.filter((activity) => activity && saleStateOf(activity, now) === 'open')
    return new Set(open.map((activity) => activity!.id))
  }

  /** While the database is away nothing is sold: the last known state holds until time ends it. */
  async #activity(id: number): Promise<ActivityOnSale | null> {
    try {
      const activity = await this.#activities.get(id)
      if (this.#lastKnown.size >= MAX_KNOWN) this.#lastKnown.clear()
      this.#lastKnown.set(id, activity)
      return activity
    } catch {
      return this.#lastKnown.get(id) ?? null
    }
  }
}

const NONE: ReadonlySet<number> = new Set()
