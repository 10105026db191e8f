import type { CampaignActivity } from '../domain/campaign-activity.ts'
import type { CampaignActivityEntry } from '../domain/campaign-activity-entry.ts'
import type { EventDefinition } from '../domain/event-definition.ts'
import type { EventOccurrence } from '../domain/event-occurrence.ts'
import type { MessagePosition } from '../domain/message-position.ts'
import type { Product } from '../domain/product.ts'
import { later, type UserSummary } from '../domain/user-summary.ts'
import type { Changes, RepeatedRequest } from './changes.ts'
import type { KnownEntry, LoadedRows } from './rows.ts'
import { UndoLog } from './undo-log.ts'

const noChanges = (): Changes => ({
  entries: [],
  stockTaken: new Map(),
  approvals: new Map(),
  summaries: new Map(),
  occurrences: [],
  repeatedRequests: [],
  deadLetters: [],
  retriedDeadLetters: [],
})

/**
 * The rows that a batch works on, in memory: reads see what earlier messages of the batch changed, and
 * {@link takeChanges} is what the store writes, part by part. Each message works on a savepoint: {@link rollback}
 * undoes what it changed, {@link release} keeps it.
 */
export class UnitOfWork {
  /** Occurrences of the whole batch, in the order of the messages. */
  readonly occurrences: EventOccurrence[] = []
  readonly #rows: LoadedRows
  readonly #productIds = new Set<number>()
  readonly #activityIds = new Set<number>()
  #changes = noChanges()
  /** Index in `changes.entries`, by activity and user. */
  readonly #savedEntries = new Map<number, Map<number, number>>()
  readonly #undo = new UndoLog()

  constructor(rows: LoadedRows) {
    this.#rows = rows
  }

  /** What was changed since the last {@link takeChanges}. */
  get changes(): Changes {
    return this.#changes
  }

  /**
   * Hands {@link changes} out to be written, between two messages: to what follows, that is stored. Summaries leave with the last part, so
   * that a store locks them in one order: two processes that write the same users then wait, instead of deadlocking.
   */
  takeChanges(isLast = true): Changes {
    const taken = this.#changes
    for (const occurrence of taken.occurrences) this.occurrences.push(occurrence)
    for (const id of taken.stockTaken.keys()) this.#productIds.add(id)
    for (const id of taken.approvals.keys()) this.#activityIds.add(id)
    this.#changes = noChanges()
    this.#savedEntries.clear()
    if (isLast) return taken
    this.#changes = { ...this.#changes, summaries: taken.summaries }
    return { ...taken, summaries: new Map() }
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

  /** The entry of this activity and user as it was saved since the last {@link takeChanges}; null if it was not. */
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
    this.#replace(known, entry.userId, entry, before)
    if (index === undefined) {
      this.#replace(saved, entry.userId, entries.length, undefined)
      this.#push(entries, { entry, isNew: before === undefined })
    } else {
      const replaced = entries[index]!
      entries[index] = { entry, isNew: replaced.isNew }
      this.#undo.replacedAt(entries, index, replaced)
    }
  }

  countApproval(activity: CampaignActivity): void {
    const counted = { ...activity, approvedCount: activity.approvedCount + 1 }
    this.#replace(this.#rows.activities, activity.id, counted, this.activity(activity.id))
    this.#add(this.changes.approvals, activity.id, 1)
  }

  decreaseStock(productId: number, quantity: number): void {
    const product = this.#rows.products.get(productId)
    if (!product || product.stock < quantity) {
      throw new RangeError(
        `product ${productId} can't give ${quantity}: ${product?.stock ?? 'it is not loaded'}`,
      )
    }
    this.#replace(this.#rows.products, productId, { ...product, stock: product.stock - quantity }, product)
    this.#add(this.changes.stockTaken, productId, quantity)
  }

  /** Makes sure that the user's summary exists and moves its instants forward (never back). */
  updateSummary(userId: number, instants: Partial<Omit<UserSummary, 'userId'>>): void {
    const before = this.changes.summaries.get(userId)
    const summary = {
      userId,
      lastPurchaseAt: later(before?.lastPurchaseAt ?? null, instants.lastPurchaseAt ?? null),
      lastLoginAt: later(before?.lastLoginAt ?? null, instants.lastLoginAt ?? null),
    }
    this.#replace(this.changes.summaries, userId, summary, before)
  }

  saveOccurrence(occurrence: EventOccurrence): void {
    this.#push(this.changes.occurrences, occurrence)
    const { messageId } = occurrence
    if (messageId === null) return
    this.#rows.recordedMessageIds.add(messageId)
    this.#undo.added(this.#rows.recordedMessageIds, messageId)
  }

  saveRepeatedRequest(request: RepeatedRequest): void {
    this.#push(this.changes.repeatedRequests, request)
  }

  /** The products whose changed stock was taken, as they are now. */
  productsChanged(): Product[] {
    return [...this.#productIds].flatMap((id) => this.product(id) ?? [])
  }

  /** The activities whose approvals were taken, as they are now. */
  activitiesChanged(): CampaignActivity[] {
    return [...this.#activityIds].flatMap((id) => this.activity(id) ?? [])
  }

  /** Keeps what was changed since the last savepoint, and starts a new one. */
  release(): void {
    this.#undo.release()
  }

  /** Undoes what was changed since the last savepoint. */
  rollback(): void {
    this.#undo.rollback()
  }

  #push<T>(list: T[], item: T): void {
    list.push(item)
    this.#undo.pushed(list)
  }

  #add(sums: Map<number, number>, key: number, amount: number): void {
    const before = sums.get(key)
    this.#replace(sums, key, (before ?? 0) + amount, before)
  }

  /** `before` stands there now; undefined: nothing. */
  #replace<K, V>(map: Map<K, V>, key: K, value: V, before: V | undefined): void {
    this.#undo.replaced(map, key, before)
    map.set(key, value)
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
