import type { Appended, Sink } from './sink.ts'
import type { SinkDocument } from './sink-document.ts'

/** Ids that are remembered at least; twice as many at most. A browser that got no answer asks again within minutes. */
const REMEMBERED = 50_000

/** Documents that were offered together. */
interface Offer {
  answer: Promise<Appended> | null
  isKept: boolean
}

const KEPT: Appended = { state: 'acknowledged', refused: [] }

/**
 * Keeps a behaviour once that comes again while its id is remembered: a retry after a lost answer, two tabs with one queue. Beyond that the id
 * is what an index tells it by (CONTRACT §15).
 */
export class OnceSink implements Sink {
  readonly #sink: Sink
  readonly #remembered: number
  /** By id. */
  #recent = new Map<string, Offer>()
  #older = new Map<string, Offer>()

  constructor(sink: Sink, remembered: number = REMEMBERED) {
    this.#sink = sink
    this.#remembered = remembered
  }

  get kind(): string {
    return this.#sink.kind
  }

  get waiting(): number {
    return this.#sink.waiting
  }

  get oldestWaitMs(): number {
    return this.#sink.oldestWaitMs
  }

  get outage(): string | null {
    return this.#sink.outage
  }

  turnAway(documents: number): string | null {
    return this.#sink.turnAway(documents)
  }

  async append(documents: readonly SinkDocument[]): Promise<Appended> {
    const offer: Offer = { answer: null, isKept: false }
    const others = new Set<Offer>()
    const fresh = documents.filter(({ id }) => {
      const before = this.#recent.get(id) ?? this.#older.get(id)
      if (!before) this.#remember(id, offer)
      else if (before !== offer && !before.isKept) others.add(before)
      return !before
    })
    if (fresh.length > 0) offer.answer = this.#offer(offer, fresh)
    const own = offer.answer ? await offer.answer : KEPT
    // What others offer, or have offered, may be kept, whatever becomes of the rest.
    if (own.state === 'not_kept') return fresh.length < documents.length ? { ...own, mayBeKept: true } : own
    const answers = await Promise.all([...others].map(({ answer }) => answer))
    const failed = answers.find((answer) => answer?.state === 'not_kept')
    return failed?.state === 'not_kept' ? { ...failed, mayBeKept: true } : own
  }

  close(withinMs: number): Promise<void> {
    return this.#sink.close(withinMs)
  }

  async #offer(offer: Offer, documents: readonly SinkDocument[]): Promise<Appended> {
    const appended = await this.#sink.append(documents)
    if (appended.state === 'acknowledged') offer.isKept = true
    else for (const { id } of documents) this.#forget(id)
    return appended
  }

  #remember(id: string, offer: Offer): void {
    if (this.#recent.size >= this.#remembered) {
      this.#older = this.#recent
      this.#recent = new Map()
    }
    this.#recent.set(id, offer)
  }

  #forget(id: string): void {
    this.#recent.delete(id)
    this.#older.delete(id)
  }
}
