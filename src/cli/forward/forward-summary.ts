import type { ForwardEvent } from '../../behavior-log/forward/forward-event.ts'
import { wrapCells } from '../../dashboard/text/wrap-cells.ts'
import { formatCount } from '../../domain/format-count.ts'
import { terminalJson } from '../../domain/shown-text.ts'
import { countedLines } from '../shared/tables/counted-lines.ts'
import { outputWidth } from '../shared/tables/output-width.ts'

/** What one `axon forward` did, for its report. */
export class ForwardSummary {
  readonly #from: string
  readonly #to: string
  readonly #startedAt = performance.now()
  #lastAt = this.#startedAt
  #shipped = 0
  #refused = 0
  #retries = 0

  constructor(from: string, to: string) {
    this.#from = from
    this.#to = to
  }

  get isEmpty(): boolean {
    return this.#shipped + this.#refused === 0
  }

  listen(event: ForwardEvent): void {
    if (event.type === 'sink-away' || event.type === 'source-away') this.#retries += 1
    if (event.type !== 'shipped' && event.type !== 'refused') return
    if (event.type === 'shipped') this.#shipped += event.documents
    else this.#refused += event.documents
    this.#lastAt = performance.now()
  }

  /** To stdout, or to stderr where stdout is the sink. The time is that up to the last document: waiting is no work. */
  print({ json = false }: { readonly json?: boolean }): void {
    const elapsedMs = Math.round(this.#lastAt - this.#startedAt)
    const perSecond = Math.round((this.#shipped * 1_000) / Math.max(1, elapsedMs))
    const counts = { shipped: this.#shipped, refused: this.#refused, retries: this.#retries }
    const report = { from: this.#from, to: this.#to, ...counts, elapsedMs, perSecond }
    const stream = this.#to === 'stdout' ? process.stderr : process.stdout
    stream.write(`${json ? terminalJson(report) : this.#asText(elapsedMs, perSecond)}\n`)
  }

  #asText(elapsedMs: number, perSecond: number): string {
    const width = outputWidth()
    const pace = `in ${(elapsedMs / 1_000).toFixed(1)} s, ${formatCount(perSecond)} documents/s`
    const lines = countedLines(
      [
        [this.#shipped, `documents shipped from ${this.#from} to ${this.#to}`],
        [this.#refused, 'refused: they are kept aside, with the reason'],
        [this.#retries, 'retries'],
      ],
      width,
    )
    return [...lines, ...wrapCells(pace, width)].join('\n')
  }
}
