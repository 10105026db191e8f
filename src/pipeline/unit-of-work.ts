import type { CampaignActivity } from '../domain/campaign-activity.ts'
import type { CampaignActivityEntry } from '../domain/campaign-activity-entry.ts'
import type { EventDefinition } from '../domain/event-definition.ts'
import type { EventOccurrence } from '../domain/event-occurrence.ts'
import type { MessagePosition } from '../domain/message-position.ts'
import type { Product } from '../domain/product.ts'
import { later, type UserSummary } from '../domain/user-summary.ts'
import type { Changes, RepeatedRequest } from './changes.ts'
import type { KnownEntry, LoadedRows } from './rows.ts'

/**
 * The rows that a batch works on, in memory: reads see what earlier messages of the batch changed, and
 * {@link UnitOfWork.changes} is what the store writes at the end. Each message works on a savepoint: {@link rollback}
 * undoes what it changed, {@link release} keeps it.
 */
export class UnitOfWork {
  readonly changes: Changes = {
    entries: [],
    stockTaken: new Map(),
    approvals: new Map(),
    summaries: new Map(),
    occurrences: [],
    repeatedRequests: [],
    deadLetters: [],
    retriedDeadLetters: [],
  }
  readonly #rows: LoadedRows
  /** Index in `changes.entries`, by activity and user. */
  readonly #savedEntries = new Map<number, Map<number, number>>()
  #undo: (() => void)[] = []

  constructor(rows: LoadedRows) {
    this.#rows = rows
  }

  activity(id: number): CampaignActivity | undefined {
    return this.#rows.activities.get(id)
  }

  product(id: number): Product | undefined {
    return this.#rows.products.get(id)
  }

  entry(campaignActivityId: number, userId: number): KnownEntry | undefined {
    return this.#rows.entries.get(campaignActivityId)?.get(userId)
  }

  /** The entry of this activity and user as this batch saved it; null if it did not. */
  savedEntry(campaignActivityId: number, userId: number): CampaignActivityEntry | null {
    const index = this.#savedEntries.get(campaignActivityId)?.get(userId)
    return index === undefined ? null : (this.changes.entries[index]?.entry ?? null)
  }

  event(id: number): EventDefinition | undefined {
    return this.#rows.events.get(id)
  }

  /** The ACTIVE event of the trigger type with sink DATABASE and the lowest id. */
  defaultEvent(triggerType: string): EventDefinition | undefined {
    return this.#rows.defaultEvents.get(triggerType)
  }

  wasRecorded(messageId: string | null, position: MessagePosition): boolean {
    if (messageId !== null) return this.#rows.recordedMessageIds.has(messageId)
    return this.#rows.recordedPositions.has(position)
  }

  /** Inserts the entry, or replaces the one of the same activity and user. */
  saveEntry(entry: CampaignActivityEntry): void {
    const { entries } = this.changes
    const known = nested(this.#rows.entries, entry.campaignActivityId)
    const saved = nested(this.#savedEntries, entry.campaignActivityId)
    const before = known.get(entry.userId)
    const index = saved.get(entry.userId)
    known.set(entry.userId, entry)
    if (index === undefined) {
      saved.set(entry.userId, entries.length)
      entries.push({ entry, isNew: before === undefined })
    } else {
      const replaced = entries[index]!
      entries[index] = { entry, isNew: replaced.isNew }
      this.#undo.push(() => {
        entries[index] = replaced
      })
    }
    this.#undo.push(() => {
      if (before) known.set(entry.userId, before)
      else known.delete(entry.userId)
      if (index !== undefined) return
      saved.delete(entry.userId)
      entries.pop()
    })
  }

  countApproval(activity: CampaignActivity): void {
    this.#replace(this.#rows.activities, activity.id, {
      ...activity,
      approvedCount: activity.approvedCount + 1,
    })
    this.#add(this.changes.approvals, activity.id, 1)
  }

  decreaseStock(productId: number, quantity: number): void {
    const product = this.#rows.products.get(productId)
    if (!product || product.stock < quantity) {
      throw new RangeError(
        `product ${productId} can't give ${quantity}: ${product?.stock ?? 'it is not loaded'}`,
      )
    }
    this.#replace(this.#rows.products, productId, { ...product, stock: product.stock - quantity })
    this.#add(this.changes.stockTaken, productId, quantity)
  }

  /** Makes sure that the user's summary exists and moves its instants forward (never back). */
  updateSummary(userId: number, instants: Partial<Omit<UserSummary, 'userId'>>): void {
    const before = this.changes.summaries.get(userId)
    this.#replace(this.changes.summaries, userId, {
      userId,
      lastPurchaseAt: later(before?.lastPurchaseAt ?? null, instants.lastPurchaseAt ?? null),
      lastLoginAt: later(before?.lastLoginAt ?? null, instants.lastLoginAt ?? null),
    })
  }

  saveOccurrence(occurrence: EventOccurrence): void {
    this.#push(this.changes.occurrences, occurrence)
    const { messageId } = occurrence
    if (messageId === null) return
    this.#rows.recordedMessageIds.add(messageId)
    this.#undo.push(() => this.#rows.recordedMessageIds.delete(messageId))
  }

  saveRepeatedRequest(request: RepeatedRequest): void {
    this.#push(this.changes.repeatedRequests, request)
  }

  /** The products whose stock changed, as they are now. */
  productsChanged(): Product[] {
    return [...this.changes.stockTaken.keys()].flatMap((id) => this.product(id) ?? [])
  }

  /** The activities that approved something, as they are now. */
  activitiesChanged(): CampaignActivity[] {
    return [...this.changes.approvals.keys()].flatMap((id) => this.activity(id) ?? [])
  }

  /** Keeps what was changed since the last savepoint, and starts a new one. */
  release(): void {
    this.#undo = []
  }

  /** Undoes what was changed since the last savepoint. */
  rollback(): void {
    for (let undo = this.#undo.pop(); undo; undo = this.#undo.pop()) undo()
  }

  #push<T>(list: T[], item: T): void {
    list.push(item)
    this.#undo.push(() => list.pop())
  }

  #add(sums: Map<number, number>, key: number, amount: number): void {
    this.#replace(sums, key, (sums.get(key) ?? 0) + amount)
  }

  #replace<K, V>(map: Map<K, V>, key: K, value: V): void {
    const before = map.get(key)
    map.set(key, value)
    this.#undo.push(() => (before === undefined ? map.delete(key) : map.set(key, before)))
  }
}

function nested<V>(maps: Map<number, Map<number, V>>, key: number): Map<number, V> {
  let map = maps.get(key)
  if (!map) {
    map = new Map()
    maps.set(key, map)
  }
  return map
}
