/**
 * The rules of CONTRACT §2 once more, as plainly as they can be written and message by message: what the pipeline must agree with.
 * It knows only messages of the right form.
 */
export interface ModelProduct {
  readonly id: number
  readonly stock: number
  readonly price: number
}
export interface ModelActivity {
  readonly id: number
  readonly productId?: number | null
  readonly activityType: string
  readonly status: string
  readonly limitCount?: number | null
  readonly startDate?: number | null
  readonly endDate?: number | null
  readonly price?: number | null
}
export interface ModelEvent {
  readonly id: number
  readonly status: string
  readonly triggerType: string
  readonly sink?: string
}
export interface ModelSeed {
  readonly products: readonly ModelProduct[]
  readonly campaignActivities: readonly ModelActivity[]
  readonly events: readonly ModelEvent[]
}
export interface ModelCommand {
  readonly campaignActivityType: string
  readonly campaignActivityId: number
  readonly userId: number
  readonly timestamp: number
  readonly productId?: number
  readonly quantity?: number
  readonly price?: number
  readonly eventId?: number
}
export interface ModelOccurrenceRequest {
  readonly triggerType?: string
  readonly eventId?: number
  readonly occurredAt: number
  readonly userId?: number
  readonly messageId?: string
}
export interface ModelEntry {
  readonly productId: number
  readonly quantity: number
  readonly price: number
  readonly status: 'APPROVED' | 'REJECTED'
  readonly reason: string | null
  readonly sequence: number | null
  readonly requestedAt: number
}

const STRATEGIES = ['PURCHASE', 'LOGIN_SUCCESS', 'SIGNUP', 'CLICK']

export class ShopModel {
  readonly stock = new Map<number, number>()
  readonly approved = new Map<number, number>()
  /** By `activity:user`. */
  readonly entries = new Map<string, ModelEntry>()
  readonly summaries = new Map<number, { purchase: number | null; login: number | null }>()
  /** `event:user:messageId`, in order. */
  readonly occurrences: string[] = []
  readonly #messageIds = new Set<string>()
  readonly #seed: ModelSeed

  constructor(seed: ModelSeed) {
    this.#seed = seed
    for (const { id, stock } of seed.products) this.stock.set(id, stock)
    for (const { id } of seed.campaignActivities) this.approved.set(id, 0)
  }

  /** The outcome, with its reason if it has one: `approved`, `rejected OUT_OF_STOCK`, `dead_letter UNKNOWN_EVENT`, … */
  process(message: ModelCommand | ModelOccurrenceRequest): string {
    return 'campaignActivityType' in message ? this.#command(message) : this.#occurrence(message)
  }

  #command(command: ModelCommand): string {
    const { userId, timestamp, quantity = 1, campaignActivityId } = command
    if (command.campaignActivityType !== 'FIRST_COME_FIRST_SERVE')
      return 'dead_letter UNSUPPORTED_ACTIVITY_TYPE'
    const activity = this.#seed.campaignActivities.find(({ id }) => id === campaignActivityId)
    if (!activity) return 'dead_letter UNKNOWN_ACTIVITY'
    const key = `${campaignActivityId}:${userId}`
    const before = this.entries.get(key)
    if (before?.status === 'APPROVED') return 'duplicate'
    if (activity.activityType !== command.campaignActivityType) return 'dead_letter ACTIVITY_TYPE_MISMATCH'
    const productId = command.productId ?? activity.productId
    const product = this.#seed.products.find(({ id }) => id === productId)
    if (!product) return 'dead_letter UNKNOWN_PRODUCT'
    const entry = { productId: product.id, quantity, price: command.price ?? activity.price ?? product.price }
    const reason = this.#rejectReason(activity, product.id, quantity, timestamp)
    if (reason) {
      const requestedAt = before?.requestedAt ?? timestamp
      this.entries.set(key, { ...entry, status: 'REJECTED', reason, sequence: null, requestedAt })
      return `rejected ${reason}`
    }
    const event = this.#event('PURCHASE', command.eventId)
    if (typeof event === 'string') return `dead_letter ${event}`
    const sequence = this.approved.get(activity.id)! + 1
    this.approved.set(activity.id, sequence)
    this.stock.set(product.id, this.stock.get(product.id)! - quantity)
    this.entries.set(key, { ...entry, status: 'APPROVED', reason: null, sequence, requestedAt: timestamp })
    const summary = this.#summary(userId)
    summary.purchase = Math.max(summary.purchase ?? timestamp, timestamp)
    this.occurrences.push(`${event.id}:${userId}:null`)
    return 'approved'
  }

  #rejectReason(activity: ModelActivity, productId: number, quantity: number, at: number): string | null {
    if (activity.status !== 'ACTIVE') return 'ACTIVITY_NOT_ACTIVE'
    if (activity.startDate && at < activity.startDate) return 'OUTSIDE_PERIOD'
    if (activity.endDate && at > activity.endDate) return 'OUTSIDE_PERIOD'
    if (activity.productId && activity.productId !== productId) return 'PRODUCT_MISMATCH'
    const limit = activity.limitCount ?? Number.POSITIVE_INFINITY
    if (this.approved.get(activity.id)! >= limit) return 'LIMIT_REACHED'
    return this.stock.get(productId)! < quantity ? 'OUT_OF_STOCK' : null
  }

  #event(triggerType: string, eventId: number | undefined): ModelEvent | string {
    const { events } = this.#seed
    // Clicks go to the log unless they say otherwise.
    const isRecorded = (event: ModelEvent) => event.triggerType !== 'CLICK' || event.sink === 'DATABASE'
    const fits = (event: ModelEvent) =>
      event.status === 'ACTIVE' && event.triggerType === triggerType && isRecorded(event)
    if (eventId !== undefined) {
      const event = events.find(({ id }) => id === eventId)
      if (!event) return 'UNKNOWN_EVENT'
      return fits(event) ? event : 'EVENT_MISMATCH'
    }
    const active = events.filter(fits)
    return active.sort((a, b) => a.id - b.id)[0] ?? 'NO_ACTIVE_EVENT'
  }

  #occurrence(request: ModelOccurrenceRequest): string {
    const { messageId = null, eventId, userId = null, occurredAt } = request
    if (messageId !== null && this.#messageIds.has(messageId)) return 'duplicate'
    const named = this.#seed.events.find(({ id }) => id === eventId)
    if (eventId !== undefined && !named) return 'dead_letter UNKNOWN_EVENT'
    const triggerType = request.triggerType ?? named!.triggerType
    if (!STRATEGIES.includes(triggerType)) return 'dead_letter UNSUPPORTED_TRIGGER_TYPE'
    const event = this.#event(triggerType, eventId)
    if (typeof event === 'string') return `dead_letter ${event}`
    if (triggerType === 'CLICK') {
      if (messageId !== null) this.#messageIds.add(messageId)
      this.occurrences.push(`${event.id}:${userId}:${messageId}`)
      return 'recorded'
    }
    if (userId === null) return 'dead_letter INVALID_MESSAGE'
    if (messageId !== null) this.#messageIds.add(messageId)
    this.occurrences.push(`${event.id}:${userId}:${messageId}`)
    if (triggerType === 'SIGNUP') this.#summary(userId)
    if (triggerType === 'LOGIN_SUCCESS') {
      const summary = this.#summary(userId)
      summary.login = Math.max(summary.login ?? occurredAt, occurredAt)
    }
    return 'recorded'
  }

  #summary(userId: number): { purchase: number | null; login: number | null } {
    const summary = this.summaries.get(userId) ?? { purchase: null, login: null }
    this.summaries.set(userId, summary)
    return summary
  }
}
