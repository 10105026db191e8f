import type { Acknowledged, Appended, NotKept, RefusedDocument } from './sink.ts'
import type { SinkDocument } from './sink-document.ts'
import type { Written } from './sink-writer.ts'

/** Documents that came together, and are answered together. */
export class WaitingAppend {
  /** Those of which it is not known yet. */
  documents: readonly SinkDocument[]
  /** How many came. */
  readonly count: number
  /** As UTF-8, of all that came. */
  readonly bytes: number
  /** On the clock of `performance.now()`. */
  readonly since: number
  readonly answered: Promise<Appended>
  readonly #refused: RefusedDocument[] = []
  #resolve: ((appended: Appended) => void) | null = null
  /** Some were given away, and nobody said what became of them. */
  #mayBeKept = false

  constructor(documents: readonly SinkDocument[], bytes: number, since: number) {
    this.documents = documents
    this.count = documents.length
    this.bytes = bytes
    this.since = since
    this.answered = new Promise((resolve) => {
      this.#resolve = resolve
    })
  }

  get isAnswered(): boolean {
    return this.#resolve === null
  }

  /** Those that are not left are kept or refused. True if that was the last of it. */
  settle(left: ReadonlySet<SinkDocument>, { refused, mayBeKept = false }: Written): boolean {
    this.#mayBeKept ||= mayBeKept
    if (refused.length > 0) {
      const own = new Set(this.documents)
      this.#refused.push(...refused.filter(({ document }) => own.has(document)))
    }
    this.documents = left.size === 0 ? [] : this.documents.filter((document) => left.has(document))
    return this.documents.length === 0
  }

  acknowledge(): void {
    this.#answer({ state: 'acknowledged', refused: this.#refused } satisfies Acknowledged)
  }

  /** `isInHand`: it is being written, so that it may be kept all the same. */
  giveUp(why: string, isInHand: boolean): void {
    const mayBeKept = isInHand || this.#mayBeKept || this.documents.length < this.count
    this.#answer({ state: 'not_kept', mayBeKept, why } satisfies NotKept)
  }

  #answer(appended: Appended): void {
    this.#resolve?.(appended)
    this.#resolve = null
  }
}
