import type { Appended, Sink } from './sink.ts'
import type { SinkDocument } from './sink-document.ts'

/** Ids that are remembered at least; twice as many at most. A browser that got no answer asks again within minutes. */
const REMEMBERED = 50_000

/**
 * Keeps a behaviour once that comes again while its id is remembered: a retry after a lost answer, two tabs with one queue. Beyond that the id
 * is what an index tells it by (CONTRACT §15).
 */
export class OnceSink implements Sink {
  readonly #sink: Sink
  readonly #remembered: number
  #recent = new Set<string>()
  #older = new Set<string>()
  readonly #underWay = new Map<string, Promise<Appended>>()

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

  async append(documents: readonly SinkDocument[]): Promise<Appended> {
    const fresh = new Map<string, SinkDocument>()
    const others = new Set<Promise<Appended>>()
    for (const document of documents) {
      if (this.#isKept(document.id)) continue
      const underWay = this.#underWay.get(document.id)
      if (underWay) others.add(underWay)
      else fresh.set(document.id, document)
    }
    const own = fresh.size > 0 ? this.#appendFresh(fresh) : null
    const answers = await Promise.all(own ? [own, ...others] : others)
    return (
      answers.find(({ state }) => state === 'not_kept') ??
      answers[0] ?? { state: 'acknowledged', refused: [] }
    )
  }

  close(withinMs: number): Promise<void> {
    return this.#sink.close(withinMs)
  }

  #appendFresh(fresh: ReadonlyMap<string, SinkDocument>): Promise<Appended> {
    const answer = this.#sink.append([...fresh.values()]).then((appended) => {
      for (const id of fresh.keys()) {
        this.#underWay.delete(id)
        if (appended.state === 'acknowledged') this.#remember(id)
      }
      return appended
    })
    for (const id of fresh.keys()) this.#underWay.set(id, answer)
    return answer
  }

  #isKept(id: string): boolean {
    return this.#recent.has(id) || this.#older.has(id)
  }

  #remember(id: string): void {
    if (this.#recent.size >= this.#remembered) {
      this.#older = this.#recent
      this.#recent = new Set()
    }
    this.#recent.add(id)
  }
}
