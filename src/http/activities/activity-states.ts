import { type ActivityOnSale, activitiesOnSale } from '../../reads/sale/activities-on-sale.ts'
import { SharedLookUp } from '../../reads/sale/shared-look-up.ts'
import type { Database } from '../../stores/database.ts'

/** With the way of an answer, what is shown is at most a second old. */
const FRESH_MS = 500

/** Ids that were asked for lately, those that do not exist among them. */
const MAX_KNOWN = 10_000

interface Known {
  readonly activity: ActivityOnSale | null
  readonly readAt: number
}

/** The activities as they stand, read at most twice a second however many ask. */
export class ActivityStates {
  readonly #known = new Map<number, Known>()
  readonly #lookUp: SharedLookUp<number, ActivityOnSale>

  constructor(database: Pick<Database, 'query' | 'dialect'>) {
    this.#lookUp = new SharedLookUp({
      textOf: String,
      find: async (ids) => {
        const found = await activitiesOnSale(database, ids)
        return new Map(found.map((activity) => [String(activity.id), activity]))
      },
    })
  }

  /** Null if there is no such activity, or a DRAFT. At once if it was read lately; rejects if the database does not answer. */
  get(id: number): ActivityOnSale | null | Promise<ActivityOnSale | null> {
    const known = this.#known.get(id)
    return known && performance.now() - known.readAt < FRESH_MS ? known.activity : this.#read(id)
  }

  async #read(id: number): Promise<ActivityOnSale | null> {
    const readAt = performance.now()
    const found = await this.#lookUp.get(id)
    const activity = found?.status === 'DRAFT' ? null : found
    if (this.#known.size >= MAX_KNOWN) this.#known.clear()
    this.#known.set(id, { activity, readAt })
    return activity
  }
}
