import type { ElasticsearchApi } from '../elasticsearch/elasticsearch-api.ts'
import type { BehaviorFilter } from './behavior-filter.ts'
import type { BehaviorReader } from './behavior-reader.ts'
import { countsInIndex } from './counts-in-index.ts'
import type { DayCounts } from './day-counts.ts'
import { type BehaviorFields, type KeptBehavior, keptBehavior } from './kept-behavior.ts'

/** Elasticsearch answers at most ten times as many at once. */
const PAGE = 1_000
/** What becomes visible later than that after what was received at the same time is not followed. */
const LATE_MS = 60_000
/** After an outage the buffers before the index are emptied at once, and none in the order of another. */
const LATE_AFTER_OUTAGE_MS = 300_000

interface Hits {
  readonly hits: {
    readonly hits: readonly { readonly _source: BehaviorFields; readonly sort: readonly unknown[] }[]
  }
}

/** The behaviours in the indices of Elasticsearch, or of what speaks as it does. */
export class IndexReader implements BehaviorReader {
  readonly #api: ElasticsearchApi
  /** By id when it was received: those of the last while, that {@link more} has told, or need not tell. */
  readonly #told = new Map<string, number>()
  #highest = Number.NEGATIVE_INFINITY
  /** What was received until then was there already: the first time nobody wants to know. */
  #floor = Number.NEGATIVE_INFINITY
  /** Until then, epoch ms, an outage has its effects; what was received before {@link #reach} was told before it. */
  #outageUntil = Number.NEGATIVE_INFINITY
  #reach = Number.NEGATIVE_INFINITY

  constructor(api: ElasticsearchApi) {
    this.#api = api
  }

  async newest(filter: BehaviorFilter, count: number): Promise<KeptBehavior[]> {
    const found: KeptBehavior[] = []
    for await (const behavior of this.#search(filter, 'desc')) if (found.push(behavior) === count) break
    for (const { id, receivedAt } of found) this.#told.set(id, receivedAt)
    this.#highest = found[0]?.receivedAt ?? Date.now()
    if (found.length === count) this.#floor = found.at(-1)!.receivedAt
    return found.reverse()
  }

  async more(filter: BehaviorFilter): Promise<KeptBehavior[]> {
    const from = Math.max(this.#highest - this.#lateMs, this.#reach, filter.since ?? Number.NEGATIVE_INFINITY)
    const seen = new Map<string, number>()
    const found: KeptBehavior[] = []
    try {
      for await (const behavior of this.#search({ ...filter, since: from }, 'asc')) {
        const { id, receivedAt } = behavior
        seen.set(id, receivedAt)
        if (!this.#told.has(id) && receivedAt > this.#floor) found.push(behavior)
      }
    } catch (error) {
      this.#noteOutage()
      throw error
    }
    // Only now: what was found before a failure is found again.
    for (const [id, receivedAt] of seen) {
      this.#told.set(id, receivedAt)
      this.#highest = Math.max(this.#highest, receivedAt)
    }
    this.#floor = Number.NEGATIVE_INFINITY
    const until = this.#highest - this.#lateMs
    for (const [id, receivedAt] of this.#told) if (receivedAt < until) this.#told.delete(id)
    return found
  }

  countsByDay(eventId: number, sinceMs: number): Promise<DayCounts> {
    return countsInIndex(this.#api, eventId, sinceMs)
  }

  close(): Promise<void> {
    return this.#api.close()
  }

  get #lateMs(): number {
    return Date.now() < this.#outageUntil ? LATE_AFTER_OUTAGE_MS : LATE_MS
  }

  #noteOutage(): void {
    // What is older is remembered no more: it would be told again.
    if (Date.now() >= this.#outageUntil) this.#reach = this.#highest - LATE_MS
    this.#outageUntil = Date.now() + LATE_AFTER_OUTAGE_MS
  }

  async *#search(filter: BehaviorFilter, order: 'asc' | 'desc'): AsyncGenerator<KeptBehavior> {
    const sort = [
      { 'event.created': { order, unmapped_type: 'date' } },
      { 'event.id': { order, unmapped_type: 'keyword' } },
    ]
    for (let after: readonly unknown[] | undefined; ; ) {
      const body = { size: PAGE, sort, query: queryOf(filter), ...(after && { search_after: after }) }
      const { hits } = (await this.#api.search<Hits>(body)).hits
      for (const { _source } of hits) {
        const behavior = keptBehavior(JSON.stringify(_source))
        if (behavior) yield behavior
      }
      if (hits.length < PAGE) return
      after = hits.at(-1)!.sort
    }
  }
}

function queryOf({ eventId, trigger, user, site, since }: BehaviorFilter): object {
  const terms = { 'axon.event_id': eventId, 'axon.trigger': trigger, 'axon.site': site }
  const filter: object[] = Object.entries(terms)
    .filter(([, value]) => value !== undefined)
    .map(([field, value]) => ({ term: { [field]: value } }))
  if (user !== undefined)
    filter.push({
      bool: { should: ['user.id', 'axon.anonymous_id'].map((field) => ({ term: { [field]: user } })) },
    })
  if (since !== undefined) filter.push({ range: { 'event.created': { gte: new Date(since).toISOString() } } })
  return { bool: { filter } }
}
