import type { EventOccurrence } from '../../domain/event-occurrence.ts'
import type { MessagePlace } from '../../domain/message-place.ts'
import type { MessagePosition } from '../../domain/message-position.ts'
import type { Outcome } from '../../domain/outcome.ts'
import type { PartitionPosition } from '../../domain/partition-position.ts'
import { BOUNDS } from '../../live-view/bounds.ts'
import type { BatchesCommitted } from '../../live-view/dashboard-event.ts'
import type { DeadLetterView, OccurrenceView, RefusalView } from '../../live-view/views.ts'
import type { BatchCommitted, DecidedMessage } from '../../pipeline/pipeline-event.ts'
import { payloadText } from '../../reads/live/payload-text.ts'

/** Pages and contexts longer than that are cut: what is kept of a batch is small. */
const cut = (text: string): string => (text.length > BOUNDS.text ? `${text.slice(0, BOUNDS.text)}…` : text)

/**
 * Adds up the batches between two frames: a few numbers, and copies of the newest rows. Nothing of the events themselves is
 * kept, and what a batch costs here is one pass over its outcomes.
 */
export class BatchTally {
  #key = 0
  #batches = 0
  #lastBatchSize = 0
  #commitMs: number[] = []
  #counts = { approved: 0, rejected: 0, duplicate: 0, recorded: 0, dead_letter: 0 }
  #rejectedByReason: Record<string, number> = {}
  #deadLetterByReason: Record<string, number> = {}
  readonly #stock = new Map<number, BatchesCommitted['products'][number]>()
  readonly #activities = new Map<number, BatchesCommitted['activities'][number]>()
  readonly #positions = new Map<string, PartitionPosition>()
  #occurrences: OccurrenceView[] = []
  #refusals: RefusalView[] = []
  #deadLetters: DeadLetterView[] = []

  add(event: BatchCommitted, now: number): void {
    const { decided, occurrences, products, activities, elapsedMs } = event
    this.#batches += 1
    this.#lastBatchSize = decided.length
    this.#commitMs.push(elapsedMs)
    if (this.#commitMs.length > BOUNDS.commitTimes) this.#commitMs.shift()
    const newest: { refused: DecidedMessage[]; dead: DecidedMessage[] } = { refused: [], dead: [] }
    for (const one of decided) this.#count(one, newest)
    this.#refusals = last(this.#refusals, newest.refused, BOUNDS.refusals, (one) => this.#refusal(one))
    this.#deadLetters = last(this.#deadLetters, newest.dead, BOUNDS.deadLetters, (one) =>
      this.#deadLetter(one, now),
    )
    this.#occurrences = last(this.#occurrences, occurrences, BOUNDS.occurrences, (one) =>
      this.#occurrence(one),
    )
    for (const { id, stock } of products) this.#stock.set(id, { id, stock })
    for (const activity of activities) this.#activities.set(activity.id, activity)
    this.#keepPositions(decided)
  }

  /** What has come since the last time; null if nothing has. */
  take(): BatchesCommitted | null {
    if (this.#batches === 0) return null
    const { dead_letter: deadLetter, ...counts } = this.#counts
    const taken: BatchesCommitted = {
      type: 'batches',
      batches: this.#batches,
      lastBatchSize: this.#lastBatchSize,
      commitMs: this.#commitMs,
      outcomes: { ...counts, deadLetter },
      rejectedByReason: this.#rejectedByReason,
      deadLetterByReason: this.#deadLetterByReason,
      products: [...this.#stock.values()],
      activities: [...this.#activities.values()],
      positions: [...this.#positions.values()],
      occurrences: this.#occurrences,
      refusals: this.#refusals,
      deadLetters: this.#deadLetters,
    }
    this.#batches = 0
    this.#commitMs = []
    this.#counts = { approved: 0, rejected: 0, duplicate: 0, recorded: 0, dead_letter: 0 }
    this.#rejectedByReason = {}
    this.#deadLetterByReason = {}
    this.#occurrences = []
    this.#refusals = []
    this.#deadLetters = []
    for (const map of [this.#stock, this.#activities, this.#positions]) map.clear()
    return taken
  }

  #count(one: DecidedMessage, newest: { refused: DecidedMessage[]; dead: DecidedMessage[] }): void {
    const { outcome } = one
    this.#counts[outcome.outcome] += 1
    if (outcome.outcome === 'rejected') {
      addOne(this.#rejectedByReason, outcome.reason)
      newest.refused.push(one)
    } else if (outcome.outcome === 'dead_letter') {
      addOne(this.#deadLetterByReason, outcome.reason)
      newest.dead.push(one)
    }
  }

  #keepPositions(decided: readonly DecidedMessage[]): void {
    let previous: DecidedMessage | undefined
    for (const one of decided) {
      if (previous && previous.request.slice !== one.request.slice) this.#keepPosition(previous)
      previous = one
    }
    if (previous) this.#keepPosition(previous)
  }

  #keepPosition({ request }: DecidedMessage): void {
    const { at, offset } = request.position
    this.#positions.set(`${at.source}#${at.partition}`, { ...at, nextOffset: offset + 1 })
  }

  #occurrence(occurrence: EventOccurrence): OccurrenceView {
    const { occurredAt, eventId, userId, pageUrl, context, messageId, entry, position } = occurrence
    this.#key += 1
    return {
      key: this.#key,
      occurredAt,
      eventId,
      userId,
      pageUrl: pageUrl && cut(pageUrl),
      context: cut(context),
      messageId,
      entry,
      place: placeOf(position),
    }
  }

  #refusal({ request, outcome }: DecidedMessage): RefusalView | null {
    const { message, position } = request
    if (!('kind' in message) || message.kind !== 'command' || outcome.outcome !== 'rejected') return null
    const { userId, campaignActivityId, requestedAt } = message
    this.#key += 1
    const { reason } = outcome
    return { key: this.#key, at: requestedAt, userId, campaignActivityId, reason, place: placeOf(position) }
  }

  #deadLetter({ request, outcome }: DecidedMessage, now: number): DeadLetterView | null {
    if (outcome.outcome !== 'dead_letter') return null
    this.#key += 1
    const { reason, error } = outcome
    const payload = payloadText(request.raw.value, BOUNDS.text)
    const place = placeOf(request.position)
    return { key: this.#key, at: now, reason, error: cut(error), status: 'PENDING', place, payload }
  }
}

export type ReasonOf = Extract<Outcome, { reason: string }>['reason']

function addOne(counts: Record<string, number>, reason: ReasonOf): void {
  counts[reason] = (counts[reason] ?? 0) + 1
}

const placeOf = ({ at, offset }: MessagePosition): MessagePlace => ({ ...at, offset })

/** The newest of both, oldest first; only those are copied that are kept. */
function last<T, V>(kept: readonly V[], come: readonly T[], most: number, viewOf: (one: T) => V | null): V[] {
  if (come.length === 0) return kept as V[]
  const views = come.slice(-most).flatMap((one) => viewOf(one) ?? [])
  return [...kept, ...views].slice(-most)
}
